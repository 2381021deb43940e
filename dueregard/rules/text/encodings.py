"""In which encoding a text without a label is written: what it says of itself, else what its bytes allow."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text that begins so: by its mark, by its noughts, UTF-8 if it can be, else Windows'.

    Source: Unicode 23.8 (marks). British bodies' other files are in Windows-1252; a sign it lacks is shown as such.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 4 > len(sample) and even * 20 < odd:
        return "utf-16-le"
    if even * 4 > len(sample) and odd * 20 < even:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # the sample may end within a sign
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
