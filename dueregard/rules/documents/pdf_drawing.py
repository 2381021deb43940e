"""Draws pages of PDFs, in one way for all: what is read, marked, shown, printed and published is the same picture.

A page is settled first: what is filled into forms and what notes draw becomes part of the page, as it is seen on a
screen. Afterwards its text and its picture say the same. How large it is drawn, and in grey or colour, callers decide.
"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

_INVISIBLE, _HIDDEN, _NO_VIEW = raw.FPDF_ANNOT_FLAG_INVISIBLE, raw.FPDF_ANNOT_FLAG_HIDDEN, raw.FPDF_ANNOT_FLAG_NOVIEW
# These draw nothing: a link is a place to press, a pop-up is shown on demand.
_DRAW_NOTHING = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
_SPECK = 0.02  # scale at which a page is drawn only to have PDFium make what notes without a drawing look like


def opened(source: Any) -> pdfium.PdfDocument:
    """Open a PDF with its form: without it, what is filled in has no drawing. Raises: pypdfium2.PdfiumError"""
    document = pdfium.PdfDocument(source)
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    return document


def settled(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Return a page (numbers count from 1) with forms and notes made part of it. Raises: pypdfium2.PdfiumError"""
    page = document[number - 1]
    if not _has_drawn_notes(page):
        return page
    _speck(page)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def draw(page: pdfium.PdfPage, scale: float, *, grey: bool = False) -> pdfium.PdfBitmap:
    """Return the pixels of a settled page, turned and cropped as it is shown; `scale` is pixels a point.

    In grey it is drawn more quickly: enough to ask where there is ink, but for no one to look at.
    Raises: pypdfium2.PdfiumError, MemoryError
    """
    return page.render(scale=scale, grayscale=grey, draw_annots=True, may_draw_forms=True)


def as_picture(page: pdfium.PdfPage, scale: float, *, grey: bool = False) -> Image.Image:
    """Return the same as a picture of its own. Raises: pypdfium2.PdfiumError, MemoryError

    PDFium draws letters otherwise on grey than on colour: a grey picture is the coloured one without its colours.
    """
    bitmap = draw(page, scale)
    try:
        drawn: Image.Image = bitmap.to_pil().convert("L" if grey else "RGB")
        return drawn
    finally:
        bitmap.close()


def _has_drawn_notes(page: pdfium.PdfPage) -> bool:
    """Tell whether any note or field draws something; settle how they say whether they are to be seen."""
    is_any = False
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        if raw.FPDFAnnot_GetSubtype(note) not in _DRAW_NOTHING:
            is_any = True
            flags = raw.FPDFAnnot_GetFlags(note)
            # Not to be seen on a screen: PDFium makes it part of the page unless it is hidden altogether. “Invisible”
            # is said of unknown kinds only (ISO 32000-1, 12.5.3).
            wanted = (flags | _HIDDEN if flags & _NO_VIEW else flags) & ~_INVISIBLE
            if wanted != flags:
                raw.FPDFAnnot_SetFlags(note, wanted)
        raw.FPDFPage_CloseAnnot(note)
    return is_any


def _speck(page: pdfium.PdfPage) -> None:
    width, height = page.get_size()
    draw(page, min(_SPECK, 50 / max(1.0, width, height)), grey=True).close()
