"""Is the text that a page carries the text that a reader sees on it? If not, its picture has to be read.

Fonts without a map to characters give signs that mean nothing, and a scan may carry a stamp as its only text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable

# A page with fewer signs than this beside a large picture is a scan with a stamp or a page number on it.
FEW_SIGNS = 200
LARGE_PICTURE = 0.5
_ENOUGH_LETTERS = 60
_VOWELS = frozenset("aeiouy")


def signs(text: str) -> int:
    """Count the signs of a text that are no space."""
    return sum(map(len, text.split()))


def is_usable(text: str, *, picture_share: float = 0.0) -> bool:
    """Tell whether a page's own text can stand for it. `picture_share` is the part of the page that pictures cover."""
    seen = Counter("".join(text.split()))
    total = seen.total()
    if not total or (picture_share >= LARGE_PICTURE and total < FEW_SIGNS):
        return False
    if _count(seen, _means_nothing) > 0.1 * total or _count(seen, _is_swapped) > 0.3 * total:
        return False
    return _count(seen, str.isalnum) >= 0.25 * total and _has_vowels(seen, total)


def _count(seen: Counter[str], test: Callable[[str], bool]) -> int:
    return sum(count for sign, count in seen.items() if test(sign))


def _means_nothing(sign: str) -> bool:
    return sign == "\ufffd" or (sign > "~" and unicodedata.category(sign) in {"Cc", "Cn", "Co", "Cs"}) or sign < " "


def _is_swapped(sign: str) -> bool:
    """Two bytes in the wrong order make a Latin letter into a sign whose lower byte is nought."""
    return sign >= "\u2000" and ord(sign) & 0xFF == 0


def _has_vowels(seen: Counter[str], total: int) -> bool:
    """Latin text of some length in which hardly a vowel occurs has been shifted or scrambled.

    Only small letters count: codes and postcodes have few vowels by nature.
    """
    letters = _count(seen, lambda sign: "a" <= sign <= "z")
    if letters < _ENOUGH_LETTERS or letters * 2 < total:
        return True
    return _count(seen, _VOWELS.__contains__) >= 0.2 * letters
