"""A page of a PDF looks the same in the viewer, to whoever marks it, to recognition, to the gate and in the copy.

A hundred files are made: each thing that may be filled in, noted or layered on a page, on pages turned, cropped and
measured in every way. What is seen is compared pixel by pixel, and what is seen is what is read.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from dueregard.records.evidence.gateways.picture_child import page_of_pdf
from dueregard.records.evidence.gateways.readers.drawing import drawn
from dueregard.records.evidence.gateways.reading import Limits
from dueregard.records.redaction.gateways.copying.drawing import DOTS_PER_INCH, draw_page, open_pages
from dueregard.rules.documents.pdf_drawing import draw, opened, settled
from dueregard.rules.documents.pdf_words import PageText
from tests.hidden_files import pdf_of

PAGE = "#set page(width: 240pt, height: 160pt, margin: 12pt)\n#set text(9pt)\nThe page itself."
PLACE = (60, 60, 200, 90)
INK = b"0 0.4 0 rg 0 0 140 30 re f"
_HIDDEN, _PRINT, _NO_VIEW, _INVISIBLE = 2, 4, 32, 1


@dataclass(frozen=True)
class Thing:
    """Something on a page: whether it is seen, and the word that is then read on it."""

    name: str
    keys: dict[str, Any]
    is_seen: bool
    word: str = ""
    drawing: bytes = b""
    is_field: bool = False


def _note(name: str, flags: int, is_seen: bool) -> Thing:
    return Thing(name, {"Subtype": Name.Stamp, "F": flags}, is_seen, drawing=INK)


def _field(name: str, is_seen: bool, flags: int = _PRINT, word: str = "Marigold", **keys: Any) -> Thing:
    default = {"FT": Name.Tx, "V": "Marigold", "DA": "/Helv 12 Tf 0 g"}
    return Thing(name, {"Subtype": Name.Widget, "T": "one", "F": flags, **default, **keys}, is_seen, word, b"", True)


THINGS = [
    _field("words filled in", True),
    _field("words filled in, not for printing", True, flags=0),
    _field("words in a hidden field", False, flags=_HIDDEN, word=""),
    _field("words in a field that no screen shows", False, flags=_NO_VIEW | _PRINT, word=""),
    _field("many lines filled in", True, Ff=1 << 12),
    _field("a choice", True, FT=Name.Ch, Ff=1 << 17, Opt=["Low", "Marigold"]),
    _note("a stamp", _PRINT, True),
    _note("a stamp that is not printed", 0, True),
    _note("a hidden stamp", _HIDDEN | _PRINT, False),
    _note("a stamp for paper only", _NO_VIEW | _PRINT, False),
    _note("an invisible stamp, which only unknown kinds are", _INVISIBLE | _PRINT, True),
    Thing("a square that says its colours only", {"Subtype": Name.Square, "IC": [0, 0.4, 0]}, True),
    Thing(
        "a highlight",
        {"Subtype": Name.Highlight, "C": [1, 1, 0], "QuadPoints": [60, 90, 200, 90, 60, 60, 200, 60]},
        True,
    ),
    Thing("a line of a pen", {"Subtype": Name.Ink, "InkList": [[70, 65, 180, 85]]}, True),
    Thing("a note", {"Subtype": Name.Text, "Contents": "Ask her."}, True),
    Thing("a link", {"Subtype": Name.Link, "A": {"/S": Name.URI, "/URI": "https://northport.example"}}, False),
    Thing("a pop-up", {"Subtype": Name.Popup, "Open": True, "Contents": "Ask her."}, False),
]
TICKS = [("ticked", Name.Yes, True), ("not ticked", Name.Off, False)]
LAYERS = [("a layer that is on", False, True), ("a layer that is off", True, False)]
TURNS = (0, 90, 180, 270)
# A box in the page's own space that holds the place, and a unit of the user's own.
FRAMES: list[tuple[tuple[int, int, int, int] | None, float]] = [(None, 1.0), ((30, 40, 220, 150), 2.0)]


def page_with(thing: Thing) -> pikepdf.Pdf:
    """Return a PDF of one page with this thing on it."""
    document = pikepdf.open(io.BytesIO(pdf_of(PAGE)))
    note = document.make_indirect(Dictionary(Type=Name.Annot, Rect=Array(PLACE), P=document.pages[0].obj, **thing.keys))
    if thing.drawing:
        form = document.make_stream(thing.drawing, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 140, 30]))
        note.AP = Dictionary(N=form)
    document.pages[0].Annots = Array([note])
    if thing.is_field:
        font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        document.Root.AcroForm = Dictionary(
            Fields=Array([note]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=font))
        )
    return document


def page_with_tick(state: Name) -> pikepdf.Pdf:
    """Return a page with a box to tick, in this state."""
    thing = Thing("tick", {"Subtype": Name.Widget, "FT": Name.Btn, "T": "one", "V": state, "AS": state, "F": 4}, True)
    document = page_with(thing)
    forms = {
        name: document.make_stream(ink, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 140, 30]))
        for name, ink in (("/Yes", INK), ("/Off", b""))
    }
    note = document.pages[0].Annots[0]
    note.AP = Dictionary(N=Dictionary(forms))
    document.Root.AcroForm = Dictionary(Fields=Array([note]))
    return document


def page_with_layer(*, is_off: bool) -> pikepdf.Pdf:
    """Return a page with a part that belongs to a layer."""
    document = pikepdf.open(io.BytesIO(pdf_of(PAGE)))
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="Names"))
    shown = Dictionary(OFF=Array([layer])) if is_off else Dictionary()
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=shown)
    page = document.pages[0]
    page.add_resource(layer, Name.Properties, name=Name.L0)
    page.contents_add(b"/OC /L0 BDC 0 0.4 0 rg 60 60 140 30 re f EMC")
    return document


def hundred() -> Iterator[Any]:
    """Yield a hundred and more files: a name, the PDF, what stands on it."""
    for thing, turn in product(THINGS, TURNS):
        yield pytest.param(page_with, (thing,), {}, thing, turn, id=f"{thing.name}, turned by {turn}")
    for (name, state, is_seen), turn in product(TICKS, TURNS):
        yield pytest.param(page_with_tick, (state,), {}, Thing(name, {}, is_seen), turn, id=f"{name}, turned by {turn}")
    for (name, is_off, is_seen), turn in product(LAYERS, TURNS):
        what = Thing(name, {}, is_seen)
        yield pytest.param(page_with_layer, (), {"is_off": is_off}, what, turn, id=f"{name}, turned by {turn}")


def test_there_are_a_hundred_files_and_more() -> None:
    assert len(list(hundred())) * len(FRAMES) > 100


@pytest.mark.parametrize(("make", "of", "how", "thing", "turn"), list(hundred()))
def test_every_place_shows_the_same_pixels_and_what_is_read_is_what_is_seen(
    make: Any, of: tuple[Any, ...], how: dict[str, Any], thing: Thing, turn: int, tmp_path: Path
) -> None:
    for crop, unit in FRAMES:
        with make(*of, **how) as document:
            page = document.pages[0]
            page.Rotate, page.UserUnit = turn, unit
            if crop:
                page.CropBox = Array(crop)
            document.save(tmp_path / "page.pdf")
        content = (tmp_path / "page.pdf").read_bytes()
        seen = _all_alike(content, tmp_path)
        assert _has_colour(seen) == thing.is_seen or not _is_coloured(thing)
        assert _is_more_than_the_page(seen, crop, unit, turn, tmp_path) == thing.is_seen
        assert ("Marigold" in _text(content)) == bool(thing.word)


def _all_alike(content: bytes, folder: Path) -> Image.Image:
    """Return what is seen, the same in every place."""
    page = settled(opened(content), 1)
    width = round(page.get_width() * DOTS_PER_INCH / 72, 6)
    viewed = page_of_pdf(io.BytesIO(content), 1, width)  # type: ignore[arg-type]
    copied = draw_page(open_pages(folder / "page.pdf"), 1).picture
    assert viewed.size == copied.size
    assert ImageChops.difference(viewed, copied).getbbox() is None
    recognised, _ = drawn(page, Limits())
    assert recognised.size == copied.size
    assert _largest(recognised, copied.convert("L")) <= 2
    asked_for_ink = draw(page, DOTS_PER_INCH / 72, grey=True).to_pil().convert("L")
    assert _largest(asked_for_ink.reduce(8), copied.convert("L").reduce(8)) <= 64, "letters may be drawn a hair thinner"
    return copied


def _largest(one: Image.Image, other: Image.Image) -> int:
    return int(ImageChops.difference(one, other).getextrema()[1])  # type: ignore[arg-type]


def _is_coloured(thing: Thing) -> bool:
    return b"0.4" in thing.drawing or "layer" in thing.name or "ticked" in thing.name


def _has_colour(seen: Image.Image) -> bool:
    red, green, _ = seen.split()
    return int(ImageChops.subtract(green, red).getextrema()[1]) > 60


def _is_more_than_the_page(
    seen: Image.Image, crop: tuple[int, int, int, int] | None, unit: float, turn: int, folder: Path
) -> bool:
    """Tell whether anything but the page itself is seen."""
    with pikepdf.open(io.BytesIO(pdf_of(PAGE))) as document:
        page = document.pages[0]
        page.Rotate, page.UserUnit = turn, unit
        if crop:
            page.CropBox = Array(crop)
        document.save(folder / "bare.pdf")
    bare = draw_page(open_pages(folder / "bare.pdf"), 1).picture
    return ImageChops.difference(seen, bare).getbbox() is not None


def _text(content: bytes) -> str:
    page = settled(opened(content), 1)
    text = PageText(page)
    try:
        return text.placed().text
    finally:
        text.close()
        page.close()
