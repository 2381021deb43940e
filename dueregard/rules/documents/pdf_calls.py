"""Functions of PDFium that are called for every word or thing on every page, without what makes such calls slow.

They take plain numbers as addresses. What they are asked for is decided by `pdf_words` and `pdf_things`.
"""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

INT, AT, TEXT = ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p


def _quick(function: Any, *takes: Any, gives: Any = INT) -> Any:
    """Return a function of PDFium that does without pypdfium2's own classes, and does not let go of Python's lock."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(gives, *takes)(address or 0)


def address_of(handle: Any) -> int:
    """Return where PDFium keeps what pypdfium2 holds."""
    return ctypes.cast(getattr(handle, "raw", handle), AT).value or 0


# letters and words of a text page
count_letters = _quick(raw.FPDFText_CountChars, AT)
count_rects = _quick(raw.FPDFText_CountRects, AT, INT, INT)
get_rect = _quick(raw.FPDFText_GetRect, AT, INT, AT, AT, AT, AT)  # left, top, right, bottom
get_letter_number = _quick(raw.FPDFText_GetCharIndexFromTextIndex, AT, INT)
get_letter = _quick(raw.FPDFText_GetCharBox, AT, INT, AT, AT, AT, AT)  # left, right, bottom, top
get_angle = _quick(raw.FPDFText_GetCharAngle, AT, INT, gives=ctypes.c_float)
get_size = _quick(raw.FPDFText_GetFontSize, AT, INT, gives=ctypes.c_double)
has_no_name = _quick(raw.FPDFText_HasUnicodeMapError, AT, INT)

# things on a page
count_things = _quick(raw.FPDFPage_CountObjects, AT)
get_thing = _quick(raw.FPDFPage_GetObject, AT, INT, gives=AT)
get_kind = _quick(raw.FPDFPageObj_GetType, AT)
get_matrix = _quick(raw.FPDFPageObj_GetMatrix, AT, AT)  # six numbers
count_inside = _quick(raw.FPDFFormObj_CountObjects, AT)
get_inside = _quick(raw.FPDFFormObj_GetObject, AT, ctypes.c_ulong, gives=AT)
count_marks = _quick(raw.FPDFPageObj_CountMarks, AT)
get_mark = _quick(raw.FPDFPageObj_GetMark, AT, ctypes.c_ulong, gives=AT)
get_mark_value = _quick(raw.FPDFPageObjMark_GetParamStringValue, AT, TEXT, AT, ctypes.c_ulong, AT)
remove_mark = _quick(raw.FPDFPageObj_RemoveMark, AT, AT)
