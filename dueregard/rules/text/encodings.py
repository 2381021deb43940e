"""Which encoding an unlabelled text is in: what its mark says, otherwise what its bytes allow."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKS_BEGIN = frozenset(mark[0] for mark, _ in _MARKS)
# Of a text, so many signs in a hundred can be seen or are spaces and line ends.
_SEEN_OF_100 = 95


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text that begins so: by its mark, by its noughts, UTF-8 if it can be, else Windows'.

    British bodies' other files are in Windows-1252; a character it lacks is shown as such.
    """
    if found := encoding_by_mark(sample) or encoding_by_noughts(sample):
        return found
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # the sample may end inside a character
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def encoding_by_mark(sample: bytes) -> str:
    """Return the encoding that the mark at the beginning names, or nothing. Source: Unicode 23.8"""
    if not sample or sample[0] not in _MARKS_BEGIN:
        return ""
    return next((encoding for mark, encoding in _MARKS if sample.startswith(mark)), "")


def encoding_by_noughts(sample: bytes) -> str:
    """Return which UTF-16 or UTF-32 a text is in, or nothing: every sign of English then has noughts on one side."""
    if b"\0" not in sample:
        return ""
    quarters = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    if min(quarters[2:]) > 0.9 and quarters[0] < 0.5:
        return "utf-32-le"
    if min(quarters[:2]) > 0.9 and quarters[3] < 0.5:
        return "utf-32-be"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 4 > len(sample) and even * 20 < odd:
        return "utf-16-le"
    if even * 4 > len(sample) and odd * 20 < even:
        return "utf-16-be"
    return ""


def reads_as_text(sample: bytes, encoding: str) -> bool:
    """Tell whether bytes read in an encoding are words, and not a file of numbers that looks like it."""
    signs = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    seen = sum(1 for sign in signs if (sign.isprintable() and sign != "\ufffd") or sign in "\n\r\t\f\ufeff")
    return bool(signs) and seen * 100 >= len(signs) * _SEEN_OF_100
