"""Binary files of Word, Excel and PowerPoint are read from their drawing; what they hold besides is listed."""

import json
import lzma
from pathlib import Path

import pytest

from dueregard.rules.documents.drawn_kinds import AS_OPEN
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import HiddenThing, Reason
from dueregard.rules.hidden_data.old_files import hidden_in_old_file
from dueregard.rules.hidden_data.packages import NotAPackage
from dueregard.rules.redaction.forms import Form, forms_for
from dueregard.rules.visible.held import held_in
from tests.hidden_files import SECRET
from tests.records.evidence.binary_workbooks import binary_workbook
from tests.records.evidence.compound import compound
from tests.records.evidence.drawings import drawn_and_read
from tests.records.evidence.reading import read
from tests.ways_to_hide import open_text

# A letter and slides of `tests/hidden_files`, saved by LibreOffice in the formats of Office 97.
LETTER, SLIDES = (
    lzma.decompress((Path(__file__).parent / "old_office" / name).read_bytes())
    for name in ("letter.doc.xz", "slides.ppt.xz")
)


@pytest.mark.parametrize(
    ("content", "name", "shown", "channels"),
    [
        (LETTER, "letter.doc", "Shown.", {"hidden_text", "tracked_change", "comment", "author", "invisible_text"}),
        (SLIDES, "slides.ppt", "Shown title", {"unseen_words", "notes", "hidden_slide"}),
    ],
)
def test_what_is_seen_is_on_the_page_and_what_is_hidden_is_listed(
    content: bytes, name: str, shown: str, channels: set[str], tmp_path: Path
) -> None:
    outcome, tables, _ = drawn_and_read(content, tmp_path, name=name)
    assert (outcome.text, tables) == (shown, "")
    named = {one.channel for one in outcome.hidden if SECRET in one.sample}
    assert channels <= named
    assert "not_judged" not in {one.channel for one in outcome.hidden}


BOOK = binary_workbook(
    {"Totals": [["School", "Asked"], ["Northport", "twelve"]], "Names": [["Rosalind Thorn"]]},
    hidden=["Names"], left_over=["Marigold Tansy"], more={"xl/vbaProject.bin": b"code"},
)  # fmt: skip


def test_a_binary_workbook_shows_its_cells_and_lists_hidden_sheets_and_strings_of_deleted_cells(tmp_path: Path) -> None:
    outcome, tables, _ = drawn_and_read(BOOK, tmp_path, name="book.xlsb")
    assert outcome.text == "School\tAsked\nNorthport\ttwelve"
    assert json.loads(tables) == [["Totals", [["School", "Asked"], ["Northport", "twelve"]]]]
    found = {(one.channel, one.sample) for one in outcome.hidden}
    assert {("hidden_sheet", "Rosalind Thorn"), ("unseen_words", "Rosalind Thorn"), ("macro", "")} <= found
    assert {one for one in found if one[0] == "left_over_words"} == {("left_over_words", "Marigold Tansy")}


@pytest.mark.parametrize("content", [LETTER, SLIDES, BOOK])
def test_without_a_drawing_the_reason_says_so(content: bytes, tmp_path: Path) -> None:
    assert read(content, tmp_path).reason is Reason.NOT_DRAWN


@pytest.mark.parametrize("kind", AS_OPEN)
def test_they_are_published_as_drawn_pages(kind: Kind) -> None:
    assert forms_for(kind)[0] is Form.PAGES


def of_bytes(text: bytes, as_open: bytes) -> list[HiddenThing]:
    """Return what is found in the bytes alone of a Word file with this text in its stream."""
    content = compound({"WordDocument": b"\xec\xa5\xc1\0" + bytes(200) + text + bytes(400)})
    channels = {"left_over_words", "not_judged"}
    return [one for one in hidden_in_old_file(content, as_open, Kind.ODT) if one.channel in channels]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_words_that_an_earlier_saving_left_in_the_bytes_are_listed(encoding: str) -> None:
    assert of_bytes("The council answered in May".encode(encoding), open_text("")) == []
    (left,) = of_bytes("Rosalind was referred in March".encode(encoding), open_text(""))
    assert (left.channel, left.sample) == ("left_over_words", "Rosalind was referred in March")


def test_where_nobody_can_tell_what_it_holds_that_is_said() -> None:
    assert {one.channel for one in of_bytes(b"", b"")} == {"not_judged"}
    with pytest.raises(NotAPackage):
        held_in(LETTER, Kind.DOC)
