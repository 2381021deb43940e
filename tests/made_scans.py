"""Makes scans of fax quality with names in known places: text is drawn, turned a little, blurred, dithered, specked.

Everything follows from a number: the same number makes the same scan.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

NAMES = (
    "Siân Llewellyn",
    "Ffion Gwynedd",
    "Margaret O’Connor",
    "Oluwaseun Adeyemi",
    "Aamir Qureshi",
    "Fatima Begum",
    "Khadija Rahman",
    "Jürgen Weißmann",
    "Zoë Müller-Green",
    "Łukasz Wiśniewski",
    "Yusuf al-Khatib",
    "Jo Fry",
)
_FOLDER = Path(ImageFont.truetype("DejaVuSans.ttf").path).parent.parent
_FONTS = ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSerif.ttf", "liberation/LiberationSans-Regular.ttf",
          "liberation/LiberationSerif-Regular.ttf", "liberation/LiberationMono-Regular.ttf")  # fmt: skip
_FILL = (
    "the panel met in the small hall on monday and the minutes were read and agreed",
    "it was said that the referral came from the school office before the holiday",
    "training for the staff will be held again in the spring term for all who asked",
    "nobody from the council had replied and the chair wrote to them a second time",
    "the risk was thought to be low and no further step was taken after the meeting",
)
_WIDTH, _HEIGHT = 1654, 2339  # A4 at 200 dots an inch, before it is sent


@dataclass(frozen=True)
class Quality:
    """How bad a scan is: dots an inch of the fax, blur, turn in degrees, share of specks in a thousand."""

    across: int
    down: int
    blur: float
    turn: float
    specks: float
    dithered: bool


QUALITIES = {
    "fine": Quality(204, 196, 0.6, 0.5, 0.4, dithered=False),
    "standard": Quality(204, 130, 0.8, 0.9, 1.0, dithered=False),
    "dithered": Quality(150, 150, 0.7, 0.7, 0.6, dithered=True),
}
LAYOUTS = ("letter", "list", "form")


@dataclass(frozen=True)
class Scan:
    """A picture as a TIFF or PNG, and for each place of a name its rectangle in shares of width and height."""

    picture: bytes
    places: tuple[tuple[str, tuple[float, float, float, float]], ...]


def made_scan(number: int, quality: str, layout: str) -> Scan:
    """Make a scan with each name at least once."""
    dice = random.Random(f"{number} {quality} {layout}")
    page = Image.new("L", (_WIDTH, _HEIGHT), 255)
    font = ImageFont.truetype(str(_FOLDER / dice.choice(_FONTS)), dice.choice((30, 33, 36)))
    boxes = _written(page, font, layout, dice)
    spoiled, turn = _spoiled(page, QUALITIES[quality], dice)
    kept = io.BytesIO()
    spoiled.save(kept, "PNG", dpi=(200, 200))
    return Scan(kept.getvalue(), tuple((name, _moved(box, turn)) for name, box in boxes))


def _written(
    page: Image.Image, font: ImageFont.FreeTypeFont, layout: str, dice: random.Random
) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Write the page; return where each name stands, in pixels."""
    brush = ImageDraw.Draw(page)
    names = list(NAMES) + dice.sample(NAMES, 4)
    dice.shuffle(names)
    boxes: list[tuple[str, tuple[float, float, float, float]]] = []
    y = 160.0
    for at, name in enumerate(names):
        before, after = {
            "letter": (dice.choice(_FILL).split(), dice.choice(_FILL).split()),
            "list": ([f"{at + 1}."], dice.choice(_FILL).split()[:3]),
            "form": (["Name", "of", "officer:"], []),
        }[layout]
        words = [*(before[:4] if layout == "letter" else before), *name.split(), *after[:4]]
        first = len(words) - len(after[:4]) - len(name.split())
        x = 150.0
        left = 0.0
        for place, word in enumerate(words):
            if place == first:
                left = x
            brush.text((x, y), word, font=font, fill=0)
            wide = brush.textlength(word, font=font)
            if place == first + len(name.split()) - 1:
                boxes.append((name, (left, y, x + wide, y + font.size * 1.2)))
            x += wide + brush.textlength(" ", font=font)
        y += font.size * (1.5 if layout == "letter" else 2.0)
        if layout == "letter":
            brush.text((150, y), dice.choice(_FILL)[:60], font=font, fill=0)
            y += font.size * 1.5
        if layout == "form":
            brush.line((150, y - 14, 1400, y - 14), fill=0, width=2)
    return boxes


def _spoiled(page: Image.Image, quality: Quality, dice: random.Random) -> tuple[Image.Image, float]:
    """Send the page: turned, blurred, in fewer dots of two shades, with specks."""
    turn = dice.uniform(-quality.turn, quality.turn)
    sent = page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(quality.blur))
    size = _WIDTH * quality.across // 200, _HEIGHT * quality.down // 200
    sent = sent.resize(size, Image.Resampling.BILINEAR)
    if quality.dithered:
        grey = sent.point([min(235, 40 + value * 4 // 5) for value in range(256)])
        sent = grey.convert("1")
    else:
        sent = sent.point([255 * (value > 150) for value in range(256)]).convert("1")
    specks = int(size[0] * size[1] * quality.specks / 1000)
    for _ in range(specks):
        sent.putpixel((dice.randrange(size[0]), dice.randrange(size[1])), dice.choice((0, 0, 1)) and 255)
    return sent.convert("L").resize((_WIDTH, _HEIGHT), Image.Resampling.NEAREST), turn


def _moved(box: tuple[float, float, float, float], turn: float) -> tuple[float, float, float, float]:
    """Return a box on the turned page, in shares of its width and height."""
    angle = radians(turn)
    middle = _WIDTH / 2, _HEIGHT / 2
    corners = [(x - middle[0], y - middle[1]) for x in (box[0], box[2]) for y in (box[1], box[3])]
    moved = [
        (middle[0] + x * cos(angle) + y * sin(angle), middle[1] - x * sin(angle) + y * cos(angle)) for x, y in corners
    ]
    return (
        min(x for x, _ in moved) / _WIDTH, min(y for _, y in moved) / _HEIGHT,
        max(x for x, _ in moved) / _WIDTH, max(y for _, y in moved) / _HEIGHT,
    )  # fmt: skip
