"""A picture looks the same in the viewer, to recognition and in the copy, of whatever kind and depth it is."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from dueregard.records.evidence.gateways.picture_child import as_webp, page_of_picture
from dueregard.records.redaction.gateways.copying.drawing import draw_picture, open_picture
from dueregard.rules.documents.kinds import IMAGES, Kind, kind_of
from dueregard.rules.documents.picture_drawing import as_shown, opened
from dueregard.rules.documents.picture_kinds import PICTURES
from dueregard.rules.documents.reading import TextSource
from dueregard.rules.hidden_data import find_hidden
from dueregard.rules.redaction.forms import Form, forms_for
from tests.records.evidence.reading import ReadingOptions, read

SIZE = (700, 300)
WORDS = "The panel met on Monday."


def scan(mode: str = "L") -> Image.Image:
    """Return a scan with a line of words."""
    paper = Image.new("L", SIZE, 240)
    ImageDraw.Draw(paper).text((60, 120), WORDS, fill=20, font_size=40)
    return paper.convert(mode)


def deep() -> Image.Image:
    """Return a scan of sixteen bits: white is 61,680 of 65,535."""
    raw = b"".join((shade * 257).to_bytes(2, "little") for shade in scan().tobytes())
    return Image.frombytes("I;16", SIZE, raw)


def see_through() -> Image.Image:
    """Return black words on nothing."""
    picture = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    ImageDraw.Draw(picture).text((60, 120), WORDS, fill=(0, 0, 0, 255), font_size=40)
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the bytes of a picture."""
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def sideways(kind: str) -> bytes:
    """Return a photograph that says it was taken with the camera on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(scan("RGB").rotate(90, expand=True), kind, exif=exif.tobytes())


PICTURES_OF = {
    "png": saved(scan(), "PNG"),
    "png of two shades": saved(scan().convert("1", dither=Image.Dither.NONE), "PNG"),
    "png of sixteen bits": saved(deep(), "PNG"),
    "png one can see through": saved(see_through(), "PNG"),
    "png of few colours": saved(scan("P"), "PNG"),
    "tiff": saved(scan(), "TIFF"),
    "tiff of sixteen bits": saved(deep(), "TIFF"),
    "tiff of numbers": saved(scan("F"), "TIFF"),
    "tiff for print": saved(scan("CMYK"), "TIFF"),
    "jpeg on its side": sideways("JPEG"),
    "webp": saved(scan("RGB"), "WEBP", lossless=True),
    "gif": saved(scan(), "GIF"),
    "bmp": saved(scan(), "BMP"),
    "heic": saved(scan("RGB"), "HEIF"),
    "heic on its side": sideways("HEIF"),
    "avif": saved(scan("RGB"), "AVIF"),
}


@pytest.mark.parametrize("content", PICTURES_OF.values(), ids=PICTURES_OF)
def test_a_picture_of_any_kind_is_read_shown_and_copied_alike(content: bytes, tmp_path: Path) -> None:
    kind = kind_of(content)
    assert kind in IMAGES
    viewed = page_of_picture(io.BytesIO(content), 1, SIZE[0]).convert("RGB")  # type: ignore[arg-type]
    copied = draw_picture(open_picture(content), 1, None).picture
    assert viewed.size == copied.size == SIZE
    assert ImageChops.difference(viewed, copied).getbbox() is None
    darkest, lightest = copied.convert("L").getextrema()
    assert (int(darkest) < 60, int(lightest) > 230) == (True, True)  # type: ignore[arg-type]
    assert as_webp(viewed)[8:12] == b"WEBP"
    (page,) = read(content, tmp_path, options=ReadingOptions()).pages
    assert (page.text, page.source) == (WORDS, TextSource.OCR)


def test_the_sheets_of_a_fax_are_drawn_each_by_itself() -> None:
    second = Image.new("L", SIZE, 90)
    content = saved(deep(), "TIFF", save_all=True, append_images=[second])
    picture = open_picture(content)
    assert draw_picture(picture, 2, None).picture.getextrema()[0] == (90, 90)
    assert draw_picture(picture, 1, None).picture.convert("L").getextrema()[1] == 255


@pytest.mark.parametrize("kind", sorted(IMAGES))
def test_every_kind_of_picture_has_pictures_and_copies(kind: Kind) -> None:
    assert kind.value in PICTURES
    assert forms_for(kind.value) == ((Form.PAGES,) if kind is Kind.TIFF else (Form.PICTURE,))


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_a_telephone_says_of_its_pictures_who_took_them(kind: str) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Marigold"
    content = saved(scan("RGB"), kind, exif=exif.tobytes())
    assert "Marigold" in {one.channel: one.sample for one in find_hidden(content, kind_of(content))}["exif"]
    assert as_shown(opened(io.BytesIO(content))).mode == "RGB"
