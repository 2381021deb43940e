"""What the pictures inside a PDF say beside their pixels, and pages that are in the file and not in its page tree."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Name
from PIL import Image

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.picture_ends import end_of_picture
from dueregard.rules.hidden_data.pictures import SIGNS_OF_DETAILS, details_of_picture, dots_on
from dueregard.rules.hidden_data.printer_dots import DOTS_SAY

_MOST_UNPACKED = 256 << 20
_HEAD = 1 << 17  # where a camera's details stand
_SCAN = 1_000_000  # pixels: a smaller picture is no scan on which dots could be told
_MOST_SCANS = 3  # one printer marks every sheet alike
_MOST_PAGES = 20


def pictures_inside(pictures: Iterable[Any]) -> Iterator[HiddenThing]:
    """Yield what picture streams of a PDF say of their making, and hold behind their ends."""
    said: list[str] = []
    behind = scans = 0
    has_dots = False
    for one in pictures:
        content = _packed(one)
        if any(sign in content[:_HEAD] for sign in SIGNS_OF_DETAILS) and (details := details_of_picture(content)):
            said.append(details)
        end = end_of_picture(content, "JPEG") if content.startswith(b"\xff\xd8") else None
        behind += end is not None and len(content[end:].strip(b"\0\r\n")) > 0
        if not has_dots and scans < _MOST_SCANS and _is_scan_in_colour(one):
            scans += 1
            has_dots = _has_dots(one, content)
    if said:
        yield thing("picture_details", "pictures inside", count=len(said), sample="; ".join(said[:8]))
    if behind:
        yield thing("trailing_data", "pictures inside, after their ends", count=behind)
    if has_dots:
        yield thing("printer_dots", "pictures inside", sample=DOTS_SAY)


def _packed(one: Any) -> bytes:
    """Return a JPEG or JPEG 2000 as it would be in a file of its own; nothing for other pictures."""
    filters = one.get(Name.Filter)
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names[-1] not in {"/DCTDecode", "/DCT", "/JPXDecode"}:
        return b""
    try:
        content = one.read_raw_bytes()
        for name in names[:-1]:
            content = _unpacked(content, name)
    except (pikepdf.PdfError, ValueError, zlib.error):
        return b""
    return bytes(content)


def _unpacked(content: bytes, name: str) -> bytes:
    if name in {"/ASCII85Decode", "/A85"}:
        return base64.a85decode(content.partition(b"~>")[0].removeprefix(b"<~"))
    if name in {"/ASCIIHexDecode", "/AHx"}:
        return bytes.fromhex(content.partition(b">")[0].decode("ascii"))
    if name in {"/FlateDecode", "/Fl"}:
        return zlib.decompressobj().decompress(content, _MOST_UNPACKED)
    raise ValueError(name)


def _is_scan_in_colour(one: Any) -> bool:
    space = one.get(Name.ColorSpace)
    is_colour = space == Name.DeviceRGB or (
        isinstance(space, pikepdf.Array) and space[0] in {Name.ICCBased, Name.CalRGB}
    )
    wide, high = (int(one.get(side, 0)) for side in (Name.Width, Name.Height))
    return is_colour and _SCAN <= wide * high <= _MOST_UNPACKED // 3


def _has_dots(one: Any, content: bytes) -> bool:
    try:
        picture: Image.Image = Image.open(io.BytesIO(content)) if content else pikepdf.PdfImage(one).as_pil_image()
        return dots_on(picture)
    except Exception:  # what cannot be unpacked cannot be shown either; its page says so
        return False


def pages_outside(pdf: pikepdf.Pdf, pages: Iterable[Any]) -> Iterator[HiddenThing]:
    """Yield pages that are in the file and that no reader shows, with their first words."""
    shown = {page.obj.objgen for page in pdf.pages}
    beside = [page for page in pages if page.objgen not in shown]
    if beside:
        words = "; ".join(filter(None, map(_words_of, beside[:_MOST_PAGES])))
        yield thing("stray_page", "pages outside the document", count=len(beside), sample=words)


def _words_of(page: Any) -> str:
    try:
        with pikepdf.new() as pdf:
            pdf.pages.append(pikepdf.Page(page))
            made = io.BytesIO()
            pdf.save(made)
        document = pdfium.PdfDocument(made.getvalue())
        try:
            return str(document[0].get_textpage().get_text_bounded())
        finally:
            document.close()
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, RuntimeError):
        return ""
