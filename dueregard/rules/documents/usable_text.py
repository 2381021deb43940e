"""Is the text that a page carries the text that a reader sees on it? If not, its picture has to be read.

Fonts without a map to characters give signs that mean nothing, and a scan may carry a stamp as its only text.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable

# A page with fewer signs than this beside a large picture is a scan with a stamp or a page number on it.
FEW_SIGNS = 200
LARGE_PICTURE = 0.5
_ENOUGH_LETTERS = 60
_SMALL = string.ascii_lowercase.encode()
_ALNUM = (string.ascii_letters + string.digits).encode()
_VOWELS = b"aeiouy"
_CONTROLS = bytes([*range(32), 127])
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def signs(text: str) -> int:
    """Count the signs of a text that are no space."""
    return sum(map(len, text.split()))


def is_usable(text: str, *, picture_share: float = 0.0) -> bool:
    """Tell whether a page's own text can stand for it. `picture_share` is the part of the page that pictures cover."""
    seen = "".join(text.split())
    total = len(seen)
    if not total or (picture_share >= LARGE_PICTURE and total < FEW_SIGNS):
        return False
    plain = seen.encode("ascii", "ignore")
    others = Counter(_BEYOND_ASCII.findall(seen)) if len(plain) < total else Counter()
    means_nothing = _among(plain, _CONTROLS) + _count(others, _means_nothing)
    if means_nothing > 0.1 * total or _count(others, _is_swapped) > 0.3 * total:
        return False
    return _among(plain, _ALNUM) + _count(others, str.isalnum) >= 0.25 * total and _has_vowels(plain, total)


def _among(plain: bytes, wanted: bytes) -> int:
    """Count the signs that are one of those wanted. This runs over every page: hence bytes, which are quickest."""
    return len(plain) - len(plain.translate(None, wanted))


def _count(seen: Counter[str], test: Callable[[str], bool]) -> int:
    return sum(count for sign, count in seen.items() if test(sign))


def _means_nothing(sign: str) -> bool:
    return sign == "\ufffd" or unicodedata.category(sign) in {"Cc", "Cn", "Co", "Cs"}


def _is_swapped(sign: str) -> bool:
    """Two bytes in the wrong order make a Latin letter into a sign whose lower byte is nought."""
    return sign >= "\u2000" and ord(sign) & 0xFF == 0


def _has_vowels(plain: bytes, total: int) -> bool:
    """Latin text of some length in which hardly a vowel occurs has been shifted or scrambled.

    Only small letters count: codes and postcodes have few vowels by nature.
    """
    letters = _among(plain, _SMALL)
    if letters < _ENOUGH_LETTERS or letters * 2 < total:
        return True
    return _among(plain, _VOWELS) >= 0.2 * letters
