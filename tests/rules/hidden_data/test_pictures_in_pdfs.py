"""What the pictures of a PDF hold and its pages do not show is found: under boxes, cut off, beside their pixels."""

import base64
import io
import random
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from dueregard.rules.hidden_data import find_hidden
from tests.hidden_files import PDF, pdf_of
from tests.rules.hidden_data.test_pdf_files import turned_to

WIDE, HIGH = 300, 200
SCAN = f"q {WIDE} 0 0 {HIGH} 0 0 cm /Im0 Do Q "
ON_WORDS, ON_PAPER = "60 120 80 20", "60 20 80 20"
GREY = "DeviceGray"


def sheet(*, colour: bool = False) -> Image.Image:
    """Return a scanned sheet with a line of words across its upper part."""
    paper = Image.new("L", (WIDE * 2, HIGH * 2), 250)
    ImageDraw.Draw(paper).text((100, 120), "The officer was Marigold of Northport", fill=0, font_size=30)
    return paper.convert("RGB") if colour else paper


def packed(picture: Image.Image, **options: Any) -> bytes:
    """Return the picture as a JPEG."""
    made = io.BytesIO()
    picture.save(made, "JPEG", **options)
    return made.getvalue()


def scan_with(
    drawing: str, *, jpeg: bytes = b"", filters: list[Any] | None = None, notes: Any = (), form: str = ""
) -> bytes:
    """Return a PDF of one page with a drawing on it that can use a scan, /Im0, and a form, /Fm0."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDE, HIGH))
        jpeg = jpeg or packed(sheet())
        space = Name.DeviceGray if b"\xff\xc0\x00\x0b" in jpeg else Name.DeviceRGB
        picture = pdf.make_stream(jpeg)
        picture.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=WIDE * 2, Height=HIGH * 2, ColorSpace=space,
            BitsPerComponent=8, Filter=Array(filters or [Name.DCTDecode]),
        )  # fmt: skip
        things = Dictionary(Im0=picture)
        if form:
            things.Fm0 = pdf.make_stream(
                form.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, WIDE, HIGH]),
                Resources=Dictionary(XObject=Dictionary(Im0=picture)),
            )  # fmt: skip
        pdf.pages[0].Resources = Dictionary(XObject=things)
        pdf.pages[0].Contents = pdf.make_stream(drawing.encode())
        if notes:
            pdf.pages[0].Annots = Array([pdf.make_indirect(note) for note in notes])
        pdf.save(made)
    return made.getvalue()


def channels(content: bytes) -> list[str]:
    """Return the channels by which a PDF is found to hide something."""
    return [one.channel for one in find_hidden(content, PDF)]


SMALL_PICTURE = "q 90 0 0 24 55 118 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x30 EI Q"
COVERED = {
    "a black box": f"{SCAN} 0 g {ON_WORDS} re f",
    "a white box": f"{SCAN} 1 g {ON_WORDS} re f",
    "a box with an edge": f"{SCAN} 0 g 1 0 0 RG {ON_WORDS} re B",
    "a box made of lines": f"{SCAN} 0 g 60 120 m 140 120 l 140 140 l 60 140 l h f",
    "a picture of one colour": f"{SCAN} {SMALL_PICTURE}",
    "two boxes": f"{SCAN} 0 g {ON_WORDS} re f 150 115 60 30 re f",
}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("drawing", COVERED.values(), ids=COVERED)
def test_words_on_a_scan_that_lie_below_something_are_found(drawing: str, turned: int) -> None:
    found = [one for one in find_hidden(turned_to(scan_with(drawing), turned), PDF) if one.channel == "covered_picture"]
    assert [(one.page, one.count) for one in found] == [(1, drawing.count("re f") or 1)]


def test_boxes_and_scans_within_forms_are_found_too() -> None:
    box = f"0 g {ON_WORDS} re f"
    assert "covered_picture" in channels(scan_with("/Fm0 Do", form=f"{SCAN} {box}"))
    assert "covered_picture" in channels(scan_with(f"/Fm0 Do {box}", form=SCAN))
    assert "covered_picture" in channels(scan_with(f"{SCAN} q 1 0 0 1 0 60 cm /Fm0 Do Q", form="0 g 60 60 80 20 re f"))


def test_a_note_that_covers_words_of_a_scan_is_found() -> None:
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([60, 120, 140, 140]), IC=Array([0, 0, 0]), F=4)
    assert "covered_picture" in channels(scan_with(SCAN, notes=[square]))


NOT_COVERED = {
    "a scan alone": SCAN,
    "a box on plain paper": f"{SCAN} 0 g {ON_PAPER} re f",
    "a box below the scan": f"0 g {ON_WORDS} re f {SCAN}",
    "a frame": f"{SCAN} 0 G {ON_WORDS} re S",
    "a line": f"{SCAN} 0 g 60 120 80 2 re f",
    "a box beside the scan": "q 100 0 0 66 0 0 cm /Im0 Do Q 0 g 150 120 80 20 re f",
}


@pytest.mark.parametrize("drawing", NOT_COVERED.values(), ids=NOT_COVERED)
def test_what_hides_nothing_is_not_listed(drawing: str) -> None:
    assert "covered_picture" not in channels(scan_with(drawing))


def test_a_picture_of_which_a_part_is_shown_is_found() -> None:
    assert "cropped_picture" in channels(scan_with(f"q 0 0 {WIDE} 100 re W n {SCAN} Q"))
    assert "cropped_picture" in channels(scan_with("/Fm0 Do", form=f"q 0 0 m 300 0 l 300 90 l 0 90 l h W n {SCAN} Q"))
    assert "cropped_picture" not in channels(scan_with(f"q 0 0 {WIDE} {HIGH} re W n {SCAN} Q"))


def with_camera() -> bytes:
    """Return a JPEG that says who took it."""
    exif = Image.Exif()
    exif[0x013B] = "Marigold Tansy"
    return packed(sheet(), exif=exif)


@pytest.mark.parametrize(
    ("content", "filters"),
    [
        (with_camera(), [Name.DCTDecode]),
        (base64.a85encode(with_camera()) + b"~>", [Name.ASCII85Decode, Name.DCTDecode]),
        (with_camera().hex().encode() + b">", [Name.ASCIIHexDecode, Name.DCTDecode]),
    ],
    ids=["plain", "as letters", "as figures"],
)
def test_what_a_camera_said_is_found_in_the_pictures_of_a_pdf(content: bytes, filters: list[Any]) -> None:
    found = {one.channel: one for one in find_hidden(scan_with(SCAN, jpeg=content, filters=filters), PDF)}
    assert "Marigold Tansy" in found["picture_details"].sample


def test_a_second_picture_behind_the_end_of_one_is_found_in_a_file_and_in_a_pdf() -> None:
    first, second = packed(sheet()), packed(sheet().rotate(180))
    found = {one.channel: one.where for one in find_hidden(first + second, "image/jpeg")}
    assert found == {"trailing_data": "another picture after the picture’s end"}
    assert list(find_hidden(first, "image/jpeg")) == []
    assert "trailing_data" in channels(scan_with(SCAN, jpeg=first + second))
    assert "trailing_data" not in channels(scan_with(SCAN, jpeg=first))


@pytest.mark.parametrize(
    ("kind", "media_type"), [("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp"), ("BMP", "image/bmp")]
)
def test_what_comes_after_a_picture_of_any_kind_is_found(kind: str, media_type: str) -> None:
    made = io.BytesIO()
    sheet().save(made, kind)
    assert list(find_hidden(made.getvalue(), media_type)) == []
    assert {one.channel for one in find_hidden(made.getvalue() + made.getvalue(), media_type)} == {"trailing_data"}


def test_a_page_outside_the_page_tree_is_found_with_its_words() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("One\n#pagebreak()\nMarigold was here"))) as pdf:
        pdf.Root.Kept = pdf.make_indirect(pdf.pages[1].obj)
        del pdf.pages[1]
        pdf.save(made)
    (found,) = [one for one in find_hidden(made.getvalue(), PDF) if one.channel == "stray_page"]
    assert found.sample == "Marigold was here"
    assert "stray_page" not in channels(pdf_of("One\n#pagebreak()\nTwo"))


def test_where_links_lead_is_listed() -> None:
    content = pdf_of('#link("mailto:marigold@northport.example")[Write to us]')
    found = {one.channel: one.sample for one in find_hidden(content, PDF)}
    assert found["link_target"] == "mailto:marigold@northport.example"


def dotted(*, dots: bool, dots_an_inch: int = 300) -> Image.Image:
    """Return a scan of a sheet from a colour printer, with its yellow dots or without."""
    chance = random.Random(3)
    step = dots_an_inch / 25.4
    paper = Image.new("RGB", (int(70 * step), int(70 * step)), (250, 249, 247))
    brush = ImageDraw.Draw(paper)
    for line in range(10):
        brush.rectangle(
            (0, line * 7 * step, paper.width * chance.random(), line * 7 * step + 2 * step), fill=(30, 30, 30)
        )
    marks = [(x, y) for x in range(15) for y in range(8) if chance.random() < 0.35] if dots else []
    for tile_x in range(5):
        for tile_y in range(9):
            for x, y in marks:
                left, top = (tile_x * 15 + x) * step, (tile_y * 8 + y) * step
                brush.ellipse((left, top, left + step / 10, top + step / 10), fill=(252, 250, 120))
    return paper


@pytest.mark.parametrize("dots_an_inch", [300, 600])
def test_the_dots_of_a_colour_printer_are_told_with_what_to_do(dots_an_inch: int) -> None:
    content = packed(dotted(dots=True, dots_an_inch=dots_an_inch), quality=90)
    (found,) = find_hidden(content, "image/jpeg")
    assert (found.channel, "Scan in grey" in found.sample) == ("printer_dots", True)
    assert list(find_hidden(packed(dotted(dots=False, dots_an_inch=dots_an_inch)), "image/jpeg")) == []


def test_dots_on_a_scan_within_a_pdf_are_told_and_marker_and_photographs_are_not_taken_for_them() -> None:
    made = io.BytesIO()
    dotted(dots=True, dots_an_inch=600).save(made, "PDF", quality=90)
    assert "printer_dots" in channels(made.getvalue())
    marked = dotted(dots=False)
    ImageDraw.Draw(marked).rectangle((100, 100, 600, 160), fill=(255, 245, 120))
    noise = Image.merge("RGB", [Image.effect_noise((900, 900), 80) for _ in range(3)])
    for picture in (marked, noise, Image.blend(noise, Image.new("RGB", noise.size, "white"), 0.6)):
        assert list(find_hidden(packed(picture), "image/jpeg")) == []
