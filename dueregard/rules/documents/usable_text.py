"""Is the text that a page carries the text that a reader sees on it? If not, its picture has to be read.

Fonts without a map to characters give signs that mean nothing, and a scan may carry a stamp as its only text. The text
is judged as the file gives it, before it is cleaned: what cleaning takes away is what tells.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

# A page with fewer signs than this beside a large picture is a scan with a stamp or a page number on it.
FEW_SIGNS = 200
LARGE_PICTURE = 0.5
# A heading may be good where the body is not: a text is judged in pieces of about this many signs.
_PIECE = 600
_ALNUM = (string.ascii_letters + string.digits).encode()
_LETTERS = string.ascii_letters.encode()
# Without the ends of lines and of pages, and the sign by which PDFium joins a word that a line has broken.
_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\v\f\r\x02")))
# Dots that lead to a page number, and lines to write on.
_LEADERS = re.compile(r"(?:[._…-] ?){4,}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_STRANGE, _MOST_SWAPPED, _LEAST_ALNUM = 0.1, 0.3, 0.25
# Of the letters that were asked, so many have no character in their font's map.
_MOST_UNMAPPED = 0.1
_SAME = 0.6
_COMMON_WORDS = (" the ", " of ", " and ", " to ", " in ", " a ", " yn ", " i ")
_SIGNS_A_COMMON_WORD = 100
# Short words in capitals are acronyms, which are pronounced letter by letter.
_PLAIN_WORD = re.compile("[a-z]{3,}|[A-Z]{6,}")
_ENOUGH_PAIRS, _LEAST_COMMON_PAIRS = 60, 0.4
# Letters that often stand side by side: in English and Welsh, and in Polish, Somali, Romanian, Turkish, French, German,
# Lithuanian, Albanian and Yoruba. Of a text in any of these more than half of the pairs are among them; of one whose
# letters were exchanged for others, a fifth.
_PAIRS_IN_USE = (
    "th he in er an re on at en nd or es te of ed is it al ar st to nt ng se ha as ou io le ve co me de "
    "hi ri ro ic ne ea ra ce li ch ll be ma si om ur ec ti ta la no fo ac ho ge so ot ut el di ai pe wi "
    "us tr ol un il em ad ca ee ss ci ke lo id mo ie ow wh ly ul im ir et ns rs am ab po su pr sh ry op "
    "ev av wa da do bo ga na sa dd wy yn yr dw gy yd aw ym ff rh nn ia fy wn dy rz sz cz zi aa uu ka ku "
    "ba ja ki ay ey oo"
)
_PAIRS = frozenset(_PAIRS_IN_USE.split())


def signs(text: str) -> int:
    """Count the signs of a text that are no space."""
    return sum(map(len, text.split()))


def is_usable(text: str, *, picture_share: float = 0.0, unmapped: float = 0.0) -> bool:
    """Tell whether a page's own text, not yet cleaned, can stand for it.

    `picture_share` is the part of the page that pictures cover, `unmapped` the part of its letters that their fonts
    do not name, both from 0 to 1. Where this says no, `says_the_same` has the last word.
    """
    if not text or text.isspace() or unmapped > _MOST_UNMAPPED:
        return False
    if picture_share >= LARGE_PICTURE and signs(text) < FEW_SIGNS:
        return False
    return all(map(_means_something, _pieces(text)))


def says_the_same(own: str, recognised: str) -> bool:
    """Tell whether a page's own text has what was recognised on its picture: then it was wrongly doubted.

    Letters are compared by threes: recognition mistakes one or the other.
    """
    seen, said = _threes(recognised), _threes(own)
    return (seen & said).total() >= _SAME * max(1, seen.total())


def _threes(text: str) -> Counter[str]:
    letters = "".join(filter(str.isalnum, text.casefold()))
    return Counter(letters[at : at + 3] for at in range(max(0, len(letters) - 2)))


def _pieces(text: str) -> Iterator[str]:
    count = max(1, len(text) // _PIECE)
    size = -(-len(text) // count)
    for start in range(0, len(text), size):
        yield text[start : start + size]


def _means_something(text: str) -> bool:
    if text.isascii():
        plain, others = text.encode(), Counter[str]()
    else:
        plain, others = text.encode("ascii", "ignore"), Counter(_BEYOND_ASCII.findall(text))
    plain = plain.translate(None, b" \t\n\v\f\r\x02")
    total = len(plain) + _count(others, _is_seen)
    strange = _among(plain, _CONTROLS) + _count(others, _means_nothing)
    if strange > _MOST_STRANGE * total or _count(others, _is_swapped) > _MOST_SWAPPED * total:
        return False
    shown = total - sum(map(signs, _LEADERS.findall(text)))
    if _among(plain, _ALNUM) + _count(others, str.isalnum) < _LEAST_ALNUM * shown:
        return False
    return _among(plain, _LETTERS) * 2 < shown or _is_spoken(text)


def _among(plain: bytes, wanted: bytes) -> int:
    """Count the signs that are one of those wanted. This runs over every page: hence bytes, which are quickest."""
    return len(plain) - len(plain.translate(None, wanted))


def _count(seen: Counter[str], test: Callable[[str], bool]) -> int:
    return sum(count for sign, count in seen.items() if test(sign))


def _is_seen(sign: str) -> bool:
    return not sign.isspace() and sign not in "\xad\ufffe"


def _means_nothing(sign: str) -> bool:
    return sign == "\ufffd" or (sign != "\ufffe" and unicodedata.category(sign) in {"Cc", "Cn", "Co", "Cs"})


def _is_swapped(sign: str) -> bool:
    """Two bytes in the wrong order make a Latin letter into a sign whose lower byte is nought."""
    return sign >= "\u2000" and ord(sign) & 0xFF == 0


def _is_spoken(text: str) -> bool:
    """Tell whether the letters of a Latin text follow one another as they do in words. Few letters prove nothing."""
    if sum(map(text.count, _COMMON_WORDS)) * _SIGNS_A_COMMON_WORD >= len(text):
        return True
    found = common = 0
    for word in _PLAIN_WORD.findall(text):
        pairs = [one + other for one, other in zip(word.lower(), word[1:].lower(), strict=False)]
        found += len(pairs)
        common += sum(map(_PAIRS.__contains__, pairs))
    return found < _ENOUGH_PAIRS or common >= _LEAST_COMMON_PAIRS * found
