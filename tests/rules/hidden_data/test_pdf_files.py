"""What a PDF hides is found, outside its pages and on them."""

import io

import pikepdf
import pytest
from PIL import Image

from dueregard.rules.hidden_data import find_hidden
from tests.hidden_files import PDF, SECRET, laden_pdf, pdf_of

SMALL = "#set page(width: 300pt, height: 200pt, margin: 20pt)\n"
UNDER = f"{SMALL}Shown. #box[Name {SECRET} #place(top + left, dy: -4pt, rect(width: 200pt, height: 24pt, fill: black))]"
WHITE = f"{SMALL}Shown #text(fill: white)[{SECRET}]"
SHOWN = f"{SMALL}#box(fill: black)[#text(fill: white)[{SECRET}]] #highlight[{SECRET}] #text(fill: gray)[{SECRET}]"


@pytest.mark.parametrize(
    "channel",
    ["author", "attachment", "annotation", "form_field", "hidden_layer", "javascript", "thumbnail", "outline"],
)
def test_what_lies_beside_the_pages_is_found(channel: str) -> None:
    assert channel in {one.channel for one in find_hidden(laden_pdf(), PDF)}


def test_the_programs_that_made_a_file_are_not_names_of_people() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Author"], pdf.docinfo["/Creator"], pdf.docinfo["/Producer"] = SECRET, "Writer", "LibreOffice 7"
        made = io.BytesIO()
        pdf.save(made)
    told = {(one.channel, one.sample) for one in find_hidden(made.getvalue(), PDF)}
    assert told >= {("author", SECRET), ("property", "Writer"), ("property", "LibreOffice 7")}
    assert not {sample for channel, sample in told if channel == "author"} & {"Writer", "LibreOffice 7"}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize(("page", "channel"), [(UNDER, "text_under_box"), (WHITE, "invisible_text")])
def test_words_that_the_page_does_not_show_are_found_on_a_page_turned_any_way(
    page: str, channel: str, turned: int
) -> None:
    found = [one for one in find_hidden(turned_to(pdf_of(page), turned), PDF) if one.channel == channel]
    assert [SECRET in one.sample for one in found] == [True]
    assert found[0].page == 1


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_that_can_be_read_are_not_called_hidden(turned: int) -> None:
    channels = {one.channel for one in find_hidden(turned_to(pdf_of(SHOWN), turned), PDF)}
    assert not channels & {"text_under_box", "invisible_text", "off_page_text"}


def test_words_and_pictures_beyond_the_shown_part_are_found() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(f"{SMALL}#v(100pt){SECRET}"))) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([0, 120, 300, 200])
        made = io.BytesIO()
        pdf.save(made)
    assert "off_page_text" in {one.channel for one in find_hidden(made.getvalue(), PDF)}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("word", ["it", "and", SECRET])
def test_a_word_that_stands_on_its_end_is_found_under_a_box(word: str, turned: int) -> None:
    cover = "#place(top + left, dx: -1pt, dy: -4pt, rect(width: 100% + 2pt, height: 100% + 9pt, fill: black))"
    page = f"{SMALL}Shown here, and here. #rotate(90deg, reflow: true)[#box[#text(size: 14pt)[{word}]{cover}]]"
    found = [one for one in find_hidden(turned_to(pdf_of(page), turned), PDF) if one.channel == "text_under_box"]
    assert [one.sample for one in found] == [word]


def test_a_word_of_which_most_is_white_is_found_though_its_beginning_is_shown() -> None:
    channels = {one.channel: one.sample for one in find_hidden(pdf_of(f"{SMALL}Is Ma#text(fill: white)[rigold]"), PDF)}
    assert channels["invisible_text"] == SECRET


def test_a_word_that_reaches_into_the_page_with_its_end_only_is_found() -> None:
    found = find_hidden(pdf_of(f"{SMALL}Shown. #place(top + left, dx: -60pt)[{SECRET}]"), PDF)
    assert SECRET in {one.sample for one in found if one.channel == "off_page_text"}


def test_a_file_that_was_added_to_is_said_to_hold_what_it_was() -> None:
    first = pdf_of(SMALL + "One")
    added = first + b"\nstartxref\n0\n%%EOF\n"
    assert "earlier_revision" not in {one.channel for one in find_hidden(first, PDF)}
    assert "earlier_revision" in {one.channel for one in find_hidden(added, PDF)}


def test_a_photograph_says_where_and_with_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Camera of Marigold"
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG", exif=exif)
    found = {one.channel: one for one in find_hidden(made.getvalue() + b"more", "image/jpeg")}
    assert set(found) == {"gps", "exif", "trailing_data"}
    assert SECRET in found["exif"].sample


def drawn_as(drawing: str, resources: str = "") -> bytes:
    """Return a PDF of one page with this drawing on it."""
    return (
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 99] /Contents 4 0 R /Resources "
        f"<</Font <</F 5 0 R>> {resources}>>>> endobj\n4 0 obj <</Length {len(drawing)}>> stream\n{drawing}\nendstream "
        "endobj\n5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\ntrailer <</Root 1 0 R>>\n"
    ).encode()


INSTEAD = "BT /F 12 Tf 9 50 Td {} ({}) Tj EMC ET"


@pytest.mark.parametrize(
    ("mark", "resources"),
    [
        ("/Span <</ActualText (Marigold)>> BDC", ""),
        ("/Span /P0 BDC", "/Properties <</P0 <</ActualText (Marigold)>>>>"),
    ],
)
def test_what_is_to_be_read_in_place_of_a_drawing_is_listed_where_it_differs(mark: str, resources: str) -> None:
    found = find_hidden(drawn_as(INSTEAD.format(mark, "an officer"), resources), PDF)
    assert [(one.sample, one.page) for one in found if one.channel == "described_text"] == [(SECRET, 1)]
    found = find_hidden(drawn_as(INSTEAD.format(mark, SECRET), resources), PDF)
    assert "described_text" not in {one.channel for one in found}, "the drawing says the same"


def turned_to(content: bytes, degrees: int) -> bytes:
    """Turn every page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.Rotate = degrees
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()
