"""Writes the parts of an Office file into one archive, the same bytes for the same text, without a day or a name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from dueregard.rules.text.lines import writable

# The oldest day that a zip can hold: when a letter was written is for its writer to say.
EARLIEST = (1980, 1, 1, 0, 0, 0)
_DIRECTED = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[^\\w]+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)


def zipped(parts: Mapping[str, str], *, first_unpacked: str = "") -> bytes:
    """Return the archive. OpenDocument wants its first part stored as it is (part 3, section 3.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_STORED if name == first_unpacked else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode())
    return out.getvalue()


def xml(text: str) -> str:
    """Return a text as it stands inside an element or a quoted attribute."""
    return escape(writable(text), {'"': "&quot;"})


def directed(text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it runs from right to left."""
    pieces, at = [], 0
    for found in _DIRECTED.finditer(text):
        pieces += [(text[at : found.start()], False), (found.group(), True)]
        at = found.end()
    return [(words, is_turned) for words, is_turned in [*pieces, (text[at:], False)] if words]
