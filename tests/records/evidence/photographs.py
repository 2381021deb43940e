"""Makes photographs of projected slides: a slide seen from the side, in a dark room, blurred and with noise."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter

from dueregard.rules.documents.corners import NAMES, Corners, coefficients
from tests.records.evidence.papers import typeset

LINES = (
    "Signs that somebody may be at risk",
    "Asking questions about foreign policy",
    "Wearing clothes that are new for them",
    "Spending more time on their own",
    "If in doubt, refer. You need no evidence.",
)
ROOM = (1600, 1200)
FROM_THE_SIDE = Corners(((130, 190), (800, 330), (780, 690), (110, 860)))


def slide(lines: tuple[str, ...] = LINES, *, dark: bool = False) -> Image.Image:
    """Return a slide as its makers see it, 16 by 9."""
    head, *rest = lines
    colours = '#set page(fill: rgb("#123"))\n#set text(fill: white)' if dark else ""
    bullets = "\n".join(f"- {line}" for line in rest)
    markup = f"#set page(width: 16cm, height: 9cm, margin: 1cm)\n{colours}\n#set text(15pt)\n= {head}\n{bullets}\n"
    page = pdfium.PdfDocument(typeset(markup))[0]
    drawn: Image.Image = page.render(scale=3).to_pil().convert("RGB")
    return drawn


def photograph(
    shown: Image.Image,
    corners: Corners = FROM_THE_SIDE,
    *,
    size: tuple[int, int] = ROOM,
    noise: int = 18,
    wall: int = 46,
) -> Image.Image:
    """Return what a telephone sees of it: the slide at these corners, the room around it, two heads before it."""
    width, height = size
    room = Image.new("RGB", size, (wall, wall - 4, wall - 8))
    draw = ImageDraw.Draw(room)
    draw.rectangle((0, 0, width, height // 12), fill=(wall + 26, wall + 24, wall + 20))
    points = corners.on(width, height)
    back = _seen_from(points, shown.size)
    laid = shown.transform(size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(points, fill=255)
    dimmed = laid.point(lambda shade: 30 + shade * 190 // 255)
    room.paste(dimmed, mask=mask)
    for across in (0.3, 0.62):
        left = int(across * width)
        draw.ellipse((left, height * 0.9, left + width // 9, height * 1.1), fill=(18, 14, 12))
    soft = room.filter(ImageFilter.GaussianBlur(0.8))
    grain = Image.effect_noise(size, noise).convert("RGB") if noise else None
    return Image.blend(soft, grain, 0.12) if grain else soft


def _seen_from(points: tuple[tuple[float, float], ...], size: tuple[int, int]) -> tuple[float, ...]:
    """Return the perspective that leads from the photograph to the slide: the other way round than straightening."""
    a, b, c, d, e, f, g, h = coefficients(points, size)
    inverse = (
        e - f * h, c * h - b, b * f - c * e,
        f * g - d, a - c * g, c * d - a * f,
        d * h - e * g, b * g - a * h, a * e - b * d,
    )  # fmt: skip
    return tuple(number / inverse[8] for number in inverse[:8])


def saved(picture: Image.Image) -> bytes:
    """Return it as a telephone saves it."""
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


def fields_of(corners: Corners) -> dict[str, str]:
    """Return what the form holds once a person set these corners."""
    names = [f"{corner.replace(' ', '-')}-{way}" for corner in NAMES for way in ("across", "down")]
    return {"shape": "wide", **{name: f"{number / 10}" for name, number in zip(names, corners.flat(), strict=True)}}
