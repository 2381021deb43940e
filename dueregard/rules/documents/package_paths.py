"""Says where a document lies in a package of documents: its bytes, and the text of its pages.

The beginning of the hash keeps two files of one name apart. What else is in a package is said by records/packages.
"""

import re

UNSAFE = re.compile(r"[^\w.()\- ]+")
LONGEST = 80


def file_path(sha256: str, name: str) -> str:
    """Return where the bytes lie."""
    return f"files/{sha256[:16]}-{_safe(name)}"


def text_path(sha256: str, name: str) -> str:
    """Return where the text of its pages lies."""
    return f"text/{sha256[:16]}-{_safe(name)}.txt"


def _safe(name: str) -> str:
    stem, dot, ending = UNSAFE.sub("_", name).rpartition(".")
    return f"{(stem or ending)[:LONGEST]}{dot}{ending[:10]}" if stem else ending[:LONGEST]
