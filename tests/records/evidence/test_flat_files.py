"""OpenDocument files of one XML text (FODT, FODS, FODP) are drawn and read as packed ones are."""

import base64
import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dueregard.records.evidence.gateways.drawing import NotDrawn
from dueregard.records.evidence.gateways.drawn import draw_file
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import Reason
from tests.records.evidence.drawings import drawn_and_read, listed
from tests.records.evidence.reading import read
from tests.ways_to_hide import AFTER, NAME, SHOWN, flat, open_sheet, open_text

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("presentation", "presentation"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"), ("meta", "meta"),
        ("chart", "chart"),
    )
)  # fmt: skip
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
OPEN = "application/vnd.oasis.opendocument"


def one_text(kind: str, body: str, *, beside: str = "", head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document {SPACES} office:version="1.3" '
        f'office:mimetype="{OPEN}.{kind}">{beside}<office:body><office:{kind}>{body}</office:{kind}></office:body>'
        "</office:document>"
    ).encode()


def in_letters(picture: Image.Image) -> str:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return f"<office:binary-data>{base64.b64encode(kept.getvalue()).decode()}</office:binary-data>"


def test_a_text_shows_what_is_seen_and_lists_what_is_not(tmp_path: Path) -> None:
    outcome, _, _ = drawn_and_read(flat(open_text('text:display="none"')), tmp_path, name="letter.fodt")

    assert outcome.reason is None
    assert SHOWN in outcome.text
    assert AFTER in outcome.text
    assert NAME not in outcome.text
    assert NAME in listed(outcome)


def test_the_people_comments_and_macros_of_a_text_are_listed(tmp_path: Path) -> None:
    beside = (
        "<office:meta><meta:initial-creator>Marigold Tansy</meta:initial-creator></office:meta>"
        '<office:scripts><office:script>Sub Main : MsgBox "Rowan" : End Sub</office:script></office:scripts>'
    )
    body = f"<text:p>{SHOWN}<office:annotation><text:p>Ask Sorrel first</text:p></office:annotation></text:p>"

    outcome, _, _ = drawn_and_read(one_text("text", body, beside=beside), tmp_path)

    channels = {one.channel: one.sample for one in outcome.hidden}
    assert channels["author"] == "Marigold Tansy"
    assert channels["comment"] == "Ask Sorrel first"
    assert "macro" in channels
    assert "Sorrel" not in outcome.text


def test_a_sheet_has_its_table_with_values_as_they_are_shown(tmp_path: Path) -> None:
    content = flat(open_sheet('fo:background-color="#000000"', 'fo:color="#000000"'))

    outcome, tables, _ = drawn_and_read(content, tmp_path, name="totals.fods")

    assert SHOWN in tables
    assert NAME not in tables
    assert NAME not in outcome.text
    assert NAME in listed(outcome)


def test_slides_are_drawn_without_their_notes(tmp_path: Path) -> None:
    def box(said: str, left: int) -> str:
        return (
            f'<draw:frame svg:x="{left}cm" svg:y="3cm" svg:width="12cm" svg:height="2cm"><draw:text-box>'
            f"<text:p>{said}</text:p></draw:text-box></draw:frame>"
        )

    notes = f"<presentation:notes>{box('Leave Rowan out', 2)}</presentation:notes>"
    body = f'<draw:page draw:name="One">{box(SHOWN, 2)}{box(NAME, -40)}{notes}</draw:page>'

    outcome, _, _ = drawn_and_read(one_text("presentation", body), tmp_path, name="talk.fodp")

    assert SHOWN in outcome.text
    assert "Rowan" not in outcome.text
    assert NAME not in outcome.text
    assert NAME in listed(outcome)
    assert "Leave Rowan out" in listed(outcome)


def test_pictures_written_as_letters_are_drawn(tmp_path: Path) -> None:
    picture = in_letters(Image.new("RGB", (60, 60), (200, 0, 0)))
    body = (
        f'<text:p>{SHOWN}</text:p><text:p><draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm">'
        f"<draw:image>{picture}</draw:image></draw:frame></text:p>"
    )

    _, _, drawing = drawn_and_read(one_text("text", body), tmp_path)

    with pypdfium2.PdfDocument(drawing) as pdf:
        pixels = pdf[0].render(scale=0.5).to_pil().convert("RGB")
    colours = {colour for _, colour in pixels.getcolors(1 << 20) or []}
    assert any(red > 150 and green < 50 for red, green, _ in colours)


def test_an_object_inside_is_told_and_what_its_chart_kept_is_listed(tmp_path: Path) -> None:
    kept = '<table:table table:name="local-table"><table:table-row><table:table-cell office:value-type="string">'
    kept += "<text:p>Rowan Sorrel</text:p></table:table-cell></table:table-row></table:table>"
    chart = (
        f'<office:document office:version="1.3" office:mimetype="{OPEN}.chart"><office:body><office:chart>'
        f'<chart:chart chart:class="chart:bar">{kept}</chart:chart></office:chart></office:body></office:document>'
    )
    frame = f'<draw:frame svg:width="5cm" svg:height="5cm"><draw:object>{chart}</draw:object></draw:frame>'

    outcome, _, _ = drawn_and_read(one_text("text", f"<text:p>{SHOWN}</text:p><text:p>{frame}</text:p>"), tmp_path)

    assert "Rowan Sorrel" in {one.sample for one in outcome.hidden if one.channel == "chart_cache"}
    assert "embedded_file" in {one.channel for one in outcome.hidden}
    assert SHOWN in outcome.text


def test_without_a_drawing_it_is_read_from_its_text_and_named_as_what_it_is(tmp_path: Path) -> None:
    outcome = read(flat(open_text('fo:color="#FFFFFF"')), tmp_path, name="letter.fodt")

    assert outcome.media_type == Kind.FODT
    assert SHOWN in outcome.text


def test_words_that_a_document_type_could_bring_in_are_not_drawn(tmp_path: Path) -> None:
    head = f'<!DOCTYPE office:document [<!ENTITY who "{NAME}">]>'
    content = one_text("text", "<text:p>Asked by &who;</text:p>", head=head)

    outcome = read(content, tmp_path, name="letter.fodt")

    assert outcome.reason is Reason.DAMAGED
    assert NAME not in outcome.text


def test_one_that_ends_in_the_middle_is_damaged_and_drawn_by_nobody(tmp_path: Path) -> None:
    source = tmp_path / "cut.fodt"
    source.write_bytes(flat(open_text(""))[:-40])

    with pytest.raises(NotDrawn, match="broken"):
        draw_file(source, tmp_path)
