"""Finds what pictures on a PDF's page hold and the page does not show: below a box, behind another picture, cut off.

The words on a scan are pixels: a box drawn over them leaves them whole in the file. So what lies over a picture is
taken away and the page drawn anew; where something comes to light, it is listed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from pypdfium2 import raw

from dueregard.rules.documents.pdf_drawing import draw
from dueregard.rules.documents.pdf_things import Things
from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing

_PICTURE, _SHAPE, _SHADE, _FORM = (
    raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM,
)  # fmt: skip
_MOST, _DEEPEST = 5_000, 4
_LEAST_SIDE = 5.0  # points: a line below a word is thinner
_OPAQUE = 250
_WITHIN = 0.7  # of what lies over a picture so much must lie on it
_SHOWN = 0.9  # of a picture: less is cut off
_LEAST_CHANGE = 60  # grey levels between what comes to light and its ground
_MOST_PIXELS = 3_000_000

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Found:
    pictures: list[tuple[int, Box]] = field(default_factory=list)  # in the order in which they are drawn
    covers: list[tuple[int, Box, Any]] = field(default_factory=list)
    cut: int = 0
    seen: int = 0


def covered_pictures(page: Any, things: Things, number: int) -> Iterator[HiddenThing]:
    """Yield what pictures on an open page hold unseen. What lies over them is off the page afterwards."""
    if not any(kind == _PICTURE for _, kind in things.all):
        return
    found = _Found()
    for place in range(raw.FPDFPage_CountObjects(page)):
        _gather(raw.FPDFPage_GetObject(page, place), _AS_IT_IS, found, 0)
    if found.cut:
        yield thing(
            "cropped_picture", f"page {number}, a picture of which a part is shown", count=found.cut, page=number
        )
    over = [(box, cover) for order, box, cover in found.covers if _lies_on_a_picture(order, box, found.pictures)]
    hidden = _come_to_light(page, over) if over else 0
    if hidden:
        yield thing("covered_picture", f"page {number}, below what is drawn over a picture", count=hidden, page=number)
    if found.seen >= _MOST:
        yield thing("not_examined", f"page {number}: more shapes than we can check", page=number)


def _gather(one: Any, matrix: Matrix, found: _Found, depth: int) -> None:
    found.seen += 1
    if found.seen > _MOST:
        return
    kind = raw.FPDFPageObj_GetType(one)
    if kind == _FORM and depth < _DEEPEST:
        inner = _joined(_matrix_of(one), matrix)
        for place in range(max(0, raw.FPDFFormObj_CountObjects(one))):
            _gather(raw.FPDFFormObj_GetObject(one, place), inner, found, depth + 1)
        return
    box = _bounds(one)
    if box is None or kind not in {_PICTURE, _SHAPE, _SHADE}:
        return
    if kind == _PICTURE:
        found.cut += _area(box) > 0 and _area(_shared(box, _clip(one, box))) < _SHOWN * _area(box)
        found.pictures.append((found.seen, _moved(box, matrix)))
    if kind != _SHAPE or _covers(one):
        box = _moved(box, matrix)
        if min(box[2] - box[0], box[3] - box[1]) >= _LEAST_SIDE:
            found.covers.append((found.seen, box, one))


def _covers(shape: Any) -> bool:
    """Tell whether a shape is filled, so that nothing can be seen through it."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(shape, fill, stroke) or fill.value == raw.FPDF_FILLMODE_NONE:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    # What is filled with a pattern has no colour that PDFium could tell.
    return not raw.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha) or alpha.value >= _OPAQUE


def _lies_on_a_picture(order: int, box: Box, pictures: Sequence[tuple[int, Box]]) -> bool:
    return any(below < order and _area(_shared(box, picture)) >= _WITHIN * _area(box) for below, picture in pictures)


def _come_to_light(page: Any, over: Sequence[tuple[Box, Any]]) -> int:
    """Take away what lies over pictures, and count the places at which something else comes to light."""
    width, height = page.get_size()
    scale = min(1.5, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    before = _grey(page, scale)
    for _, cover in over:
        raw.FPDFPageObj_SetIsActive(cover, False)
    after = _grey(page, scale)
    count = 0
    for box, _ in over:
        place = _pixels(page, box, after.size)
        if place[2] - place[0] < 3 or place[3] - place[1] < 3:
            continue
        low, high = after.crop(place).getextrema()
        was_low, was_high = before.crop(place).getextrema()
        # What the picture shows there is no plain paper, and it is not what is shown now.
        count += int(high - low >= _LEAST_CHANGE and (low, high) != (was_low, was_high))  # type: ignore[operator]
    return count


def _grey(page: Any, scale: float) -> Image.Image:
    bitmap = draw(page, scale, grey=True)
    try:
        return bitmap.to_pil().convert("L")  # type: ignore[no-any-return]
    finally:
        bitmap.close()


def _pixels(page: Any, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the inside of a box on the page as it is drawn: its edge may be blurred with what is beside it."""
    wide, high = size
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    left, right, top, bottom = min(x1, x2) + 1, max(x1, x2) - 1, min(y1, y2) + 1, max(y1, y2) - 1
    return max(0, left), max(0, top), min(wide, right), min(high, bottom)


def _bounds(one: Any) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(one, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _clip(one: Any, box: Box) -> Box:
    """Return the box around what a thing's clipping lets be seen."""
    clip = raw.FPDFPageObj_GetClipPath(one)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    for path in range(max(0, count)):
        points = []
        for place in range(min(_MOST, max(0, raw.FPDFClipPath_CountPathSegments(clip, path)))):
            x, y = ctypes.c_float(), ctypes.c_float()
            if raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, place), x, y):
                points.append((x.value, y.value))
        if points:
            xs, ys = zip(*points, strict=True)
            box = _shared(box, (min(xs), min(ys), max(xs), max(ys)))
    return box


def _matrix_of(form: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(form, found):
        return _AS_IT_IS
    return found.a, found.b, found.c, found.d, found.e, found.f


def _joined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _shared(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
