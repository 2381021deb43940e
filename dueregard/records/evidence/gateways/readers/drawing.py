"""Draws a page of a PDF in shades of grey, as large as its words need and as a page may be drawn."""

from __future__ import annotations

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from dueregard.records.evidence.gateways.reading import Limits
from dueregard.rules.documents.pdf_drawing import as_picture
from dueregard.rules.documents.reading import CouldNotRead, Reason

# Small print is recognised well from 200 dots an inch; more costs time and gains little, unless a scan has it.
USUAL_DPI, FINE_DPI, LEAST_DPI = 200.0, 300.0, 50.0

# So much less, and a scan is drawn dot for dot; with a dot more from rounding up, all of it would be stretched.
_HAIR = 0.0001


def is_empty(page: pdfium.PdfPage) -> bool:
    """Tell whether nothing at all is on a page."""
    return bool(raw.FPDFPage_CountObjects(page) < 1 and raw.FPDFPage_GetAnnotCount(page) < 1)


def drawn(page: pdfium.PdfPage, limits: Limits) -> tuple[Image.Image, float]:
    """Return the page as a grey picture and its dots an inch. Raises: CouldNotRead when it is too large to draw"""
    width, height = page.get_size()
    dpi = _wanted_dpi(page)
    most = 72 * (limits.drawn_pixels / max(1.0, width * height)) ** 0.5
    dpi = min(dpi, most)
    if dpi < LEAST_DPI:
        raise CouldNotRead(Reason.PAGE_TOO_BIG, f"{width:.0f} by {height:.0f} points")
    try:
        return as_picture(page, (dpi - _HAIR) / 72, grey=True), dpi
    except (pdfium.PdfiumError, MemoryError) as fault:
        raise CouldNotRead(Reason.PAGE_TOO_BIG, type(fault).__name__) from fault


def _wanted_dpi(page: pdfium.PdfPage) -> float:
    """Return the resolution of the page's largest picture, within what is good for recognition."""
    best = USUAL_DPI
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = thing.get_bounds()
        if right - left > page.get_width() / 2:
            best = max(best, thing.get_px_size()[0] * 72 / (right - left))
    return min(best, FINE_DPI)
