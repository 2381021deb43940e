"""Binds drawn pages into a new PDF: pictures, the words recognised on them, a title if a person typed one; no more.

The same pages give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from dueregard.rules.documents.reading import Word

QUALITY = 78
_CODES_A_FONT = 255
_LETTER_WIDTH = 500  # thousandths: every letter of the unseen fonts is half as wide as it is high


@dataclass(frozen=True, slots=True)
class BoundPage:
    """A drawn page: its pixels, its size in points, and the words on it in points from its top left corner."""

    picture: Path
    width: float
    height: float
    words: tuple[Word, ...]


def bind(pages: Iterable[BoundPage], *, title: str, to: Path) -> None:
    """Write the PDF."""
    with pikepdf.new() as pdf:
        for page in pages:
            _add(pdf, page)
        pdf.Root.Lang = pikepdf.String("en-GB")
        if title:
            pdf.docinfo["/Title"] = title
            pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.save(to, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _add(pdf: pikepdf.Pdf, page: BoundPage) -> None:
    picture = _image(pdf, page.picture)
    fonts = _Fonts(" ".join(["", *(word.text for word in page.words), ""]))
    drawing = f"q {page.width:.2f} 0 0 {page.height:.2f} 0 0 cm /Im0 Do Q\n" + _unseen(page, fonts)
    pdf.add_blank_page(page_size=(page.width, page.height))
    added = pdf.pages[-1]
    resources = Dictionary(XObject=Dictionary(Im0=picture))
    if page.words:
        resources.Font = Dictionary({f"/{name}": font for name, font in fonts.made(pdf)})
    added.Resources = resources
    added.Contents = pdf.make_stream(drawing.encode("ascii"))


def _image(pdf: pikepdf.Pdf, path: Path) -> Any:
    with Image.open(path) as pixels:
        packed = io.BytesIO()
        pixels.save(packed, "JPEG", quality=QUALITY, optimize=True)
        space = Name.DeviceGray if pixels.mode == "L" else Name.DeviceRGB
        stream = pdf.make_stream(packed.getvalue())
        stream.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=pixels.width, Height=pixels.height, ColorSpace=space,
            BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
    return stream


class _Fonts:
    """Fonts without shapes: each sign that stands on the page gets a code, and the code says which sign it is."""

    def __init__(self, text: str) -> None:
        signs = sorted(set(text))
        self._fonts = [signs[at : at + _CODES_A_FONT] for at in range(0, len(signs), _CODES_A_FONT)]
        self._place = {
            sign: (f"F{font}", code + 1) for font, some in enumerate(self._fonts) for code, sign in enumerate(some)
        }

    def runs(self, text: str) -> list[tuple[str, bytes]]:
        """Return the text as codes, cut where the font changes."""
        runs: list[tuple[str, bytearray]] = []
        for sign in text:
            font, code = self._place[sign]
            if not runs or runs[-1][0] != font:
                runs.append((font, bytearray()))
            runs[-1][1].append(code)
        return [(font, bytes(codes)) for font, codes in runs]

    def made(self, pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
        """Return the fonts for the page's resources."""
        return [(f"F{number}", _font(pdf, signs)) for number, signs in enumerate(self._fonts)]


def _font(pdf: pikepdf.Pdf, signs: Sequence[str]) -> Any:
    last = len(signs)
    names = [Name(f"/u{ord(sign):04X}") for sign in signs]
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32, ItalicAngle=0,
            FontBBox=Array([0, -200, 500, 800]), Ascent=800, Descent=-200,
            CapHeight=700, StemV=80, MissingWidth=_LETTER_WIDTH,
        )
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Helvetica, FirstChar=1, LastChar=last,
            Widths=Array([_LETTER_WIDTH] * last), FontDescriptor=descriptor,
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
            ToUnicode=pdf.make_stream(_to_unicode(signs)),
        )
    )  # fmt: skip


def _to_unicode(signs: Sequence[str]) -> bytes:
    lines = [f"<{code:02X}> <{sign.encode('utf-16-be').hex().upper()}>" for code, sign in enumerate(signs, start=1)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Signs def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\nendcmap\nend\nend\n"
    ).encode("ascii")


def _unseen(page: BoundPage, fonts: _Fonts) -> str:
    """Return drawing commands for words that are there to be found and copied, and are not drawn."""
    pieces = ["BT 3 Tr"]
    for word in page.words:
        height, width = max(1.0, word.bottom - word.top), max(1.0, word.right - word.left)
        length = len(word.text) * height * _LETTER_WIDTH / 1000
        pieces.append(
            f"{100 * width / max(0.01, length):.2f} Tz 1 0 0 1 {word.left:.2f} {page.height - word.bottom:.2f} Tm"
        )
        pieces += [f"/{font} {height:.2f} Tf <{codes.hex()}> Tj" for font, codes in fonts.runs(word.text + " ")]
    return "\n".join([*pieces, "ET"])
