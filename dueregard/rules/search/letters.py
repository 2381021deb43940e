"""A text as the search keeps and compares it: one form of each letter, and nothing in a word that nobody sees."""

import unicodedata

# Where a word may be parted, joiners, and marks of the order of bytes.
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LEFT_OUT = {0: " "} | dict.fromkeys(map(ord, UNSEEN), "")


def clean(text: str) -> str:
    """Return a text as an index can hold it: composed letters, no NUL, no half of a pair of surrogates."""
    return unicodedata.normalize("NFC", text).translate(_LEFT_OUT).encode("utf-8", "replace").decode()
