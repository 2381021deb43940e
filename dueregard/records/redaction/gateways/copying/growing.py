"""Makes black boxes wider in fixed steps, so that the width of one does not tell how long the name below it is.

A box grows over empty paper only, to the right and then to the left: what stands beside it stays.
"""

from __future__ import annotations

from PIL import Image, ImageFilter

Box = tuple[int, int, int, int]  # pixels: left, top, right, bottom, the last two outside

STEPS = (72.0, 36.0, 18.0)  # points; the widest for which there is room
TALLEST = 48.0  # points; a taller box covers no line of print
_GAP = 3.0  # points that stay free before what stands beside
_INK = 40  # shades that a pixel differs from the ground


def grown(picture: Image.Image, box: Box, scale: float) -> Box:
    """Return the box as wide as the next step, or as wide as there is room."""
    left, top, right, bottom = box
    if bottom - top > TALLEST * scale:
        return box
    room_left, room_right = _room(picture, box, round(_GAP * scale))
    width = right - left
    for step in STEPS:
        pixels = round(step * scale)
        more = -width % pixels
        if more <= room_left + room_right:
            break
    else:
        more = room_left + room_right
    after = min(more, room_right)
    return left - (more - after), top, right + after, bottom


def _room(picture: Image.Image, box: Box, gap: int) -> tuple[int, int]:
    """Return how many columns of pixels are empty to the left and to the right, as far as a step goes."""
    left, top, right, bottom = box
    line = picture.crop((0, top, picture.width, bottom)).convert("L").filter(ImageFilter.MedianFilter(3))
    before, after = line.crop((0, 0, left, line.height)), line.crop((right, 0, line.width, line.height))
    return max(0, _empty(before, at_end=True) - gap), max(0, _empty(after, at_end=False) - gap)


def _empty(side: Image.Image, *, at_end: bool) -> int:
    """Return how many columns at one end have the ground's shade alone."""
    if not side.width:
        return 0
    counted = side.histogram()
    ground = max(range(256), key=counted.__getitem__)
    inked = side.point([255 * (abs(shade - ground) > _INK) for shade in range(256)]).getbbox()
    if inked is None:
        return side.width
    return side.width - inked[2] if at_end else inked[0]
