"""Decides whether a new password is one of the first that somebody would try. How long it must be is a setting.

Any signs may stand in a password, and none must. What is refused is a known password with digits or marks put before
or after it, one that is the same piece again and again, and one that is little more than the words of this very site.
"""

import re
from collections.abc import Collection, Iterable

LEFT_OVER = 8  # letters and digits that must remain once the site's own words are taken away
SHORTEST_WORD = 4  # of the site; a shorter one stands in too many others
_ENDS = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")
_MARKS = re.compile(r"[\W_]+")
_AGAIN = re.compile(r"\A(.+?)\1+\Z", re.DOTALL)


def is_guessable(password: str, *, common: Collection[str], own_words: Iterable[str] = ()) -> bool:
    """Tell whether a password is known, repeats itself, or leans on the site's own words. `common` is in lower case."""
    folded = password.lower()
    core = _ENDS.sub("", folded)
    return folded in common or core in common or _repeats(core or folded, common) or _leans_on(own_words, folded)


def _repeats(folded: str, common: Collection[str]) -> bool:
    found = _AGAIN.match(folded)
    if not found:
        return False
    piece = found.group(1)
    return len(piece) < LEFT_OVER or piece in common


def _leans_on(own_words: Iterable[str], folded: str) -> bool:
    rest = whole = _MARKS.sub("", folded)
    for word in sorted({word.lower() for word in own_words if len(word) >= SHORTEST_WORD}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != whole and len(rest) < LEFT_OVER
