"""What slides (PPTX) hide: notes, slides left out of the show, shapes that are hidden or lie beside the slide."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.office import in_common
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, words

_ENOUGH_SAMPLES = 8
_FALSE = {"0", "false"}
Size = tuple[int, int]


def hidden_in_slides(package: Package) -> Iterator[HiddenThing]:
    """Yield what the slides hide."""
    size = slide_size(package)
    for number, part in enumerate(slide_parts(package), start=1):
        tree = package.tree(part)
        if not is_shown(tree):
            yield thing("hidden_slide", f"slide {number}", sample=words(tree), page=number)
        yield from _shapes(tree, number, size)
    for part in package.names("ppt/notesSlides/notesSlide", ".xml"):
        said = " ".join(words(shape) for shape in every(package.tree(part), "sp") if not _is_number(shape))
        if said.strip():
            yield thing("notes", part, sample=said)
    for part in package.names("ppt/comments/", ".xml"):
        said_there = [words(one) for one in every(package.tree(part), "cm")]
        if said_there:
            yield thing("comment", part, count=len(said_there), sample="; ".join(said_there[:_ENOUGH_SAMPLES]))
    for part in [*package.names("ppt/commentAuthors", ".xml"), *package.names("ppt/authors", ".xml")]:
        names = [attribute(one, "name") for one in every(package.tree(part), "cmAuthor", "author")]
        if names:
            yield thing("author", "authors of comments", count=len(names), sample=", ".join(names[:_ENOUGH_SAMPLES]))
    yield from in_common(package)


def slide_parts(package: Package) -> list[str]:
    """Return the slides in the order in which they are shown."""
    targets = {
        attribute(one, "Id"): attribute(one, "Target")
        for one in every(package.tree("ppt/_rels/presentation.xml.rels"), "Relationship")
    }
    ids = [attribute(one, "id") for one in every(package.tree("ppt/presentation.xml"), "sldId")]
    relations = [name for one in every(package.tree("ppt/presentation.xml"), "sldId") if (name := _relation(one))]
    named = [posixpath.normpath(f"ppt/{targets[one]}") for one in relations if one in targets]
    return named if len(named) == len(ids) else package.names("ppt/slides/slide", ".xml")


def _relation(element: Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("relationships}id")), "")


def is_shown(slide: Element | None) -> bool:
    """Tell whether a slide is part of the show."""
    return slide is None or attribute(slide, "show") not in _FALSE


def slide_size(package: Package) -> Size:
    """Return how wide and high the slides are, in the file's own unit."""
    for one in every(package.tree("ppt/presentation.xml"), "sldSz"):
        return _whole(attribute(one, "cx")), _whole(attribute(one, "cy"))
    return 0, 0


def is_off_slide(shape: Element, size: Size) -> bool:
    """Tell whether a shape lies wholly beside its slide."""
    place, extent = next(every(shape, "off"), None), next(every(shape, "ext"), None)
    if place is None or not all(size):
        return False
    left, top = _whole(attribute(place, "x")), _whole(attribute(place, "y"))
    wide, high = (_whole(attribute(extent, name)) for name in ("cx", "cy")) if extent is not None else (0, 0)
    return left + wide <= 0 or top + high <= 0 or left >= size[0] or top >= size[1]


def _whole(text: str) -> int:
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdigit() and len(bare) < 16 else 0


def _shapes(tree: Element | None, number: int, size: Size) -> Iterator[HiddenThing]:
    hidden, beside = [], []
    for shape in every(tree, "sp", "pic", "graphicFrame"):
        settings = next(every(shape, "cNvPr"), None)
        if settings is not None and attribute(settings, "hidden") in {"1", "true"}:
            hidden.append(words(shape))
        elif is_off_slide(shape, size):
            beside.append(words(shape))
    if hidden:
        yield thing("hidden_shape", f"slide {number}", count=len(hidden), sample=" ".join(hidden), page=number)
    if beside:
        yield thing("off_slide", f"slide {number}", count=len(beside), sample=" ".join(beside), page=number)


def _is_number(shape: Element) -> bool:
    """Tell whether a shape of the notes is only the slide's number or its picture."""
    return any(attribute(one, "type") in {"sldNum", "sldImg", "dt", "hdr", "ftr"} for one in every(shape, "ph"))
