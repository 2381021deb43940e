"""Finds e-mail addresses in the ways people write them, so that no reader and no robot can put one together again.

"name at host.uk" is an address only if it could be nothing else; the doubtful rest is for `to_look_at`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# What mail programs put into a long word, and nobody sees.
UNSEEN = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
AT = (
    r"(?:[ \t\u00a0]{0,3}(?:@|\uff20|\ufe6b|&#64;|&#x40;|&commat;)\s{0,3}|%40|=40|"
    r"\s{0,3}[\[({<]\s?(?:at|@|\u00e0t)\s?[\])}>]\s{0,3})"
)
_SAID_AT = r"[ \t\u00a0]{1,3}(?:at|(?-i:AT))[ \t\u00a0]{1,3}"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|\.)\s?[\])}>]\s?|[ \t]\.[ \t]|[ \t]{1,3}dot[ \t]{1,3})"
_SAID_DOT = r"(?:\s?[\[({<]\s?dot\s?[\])}>]\s?|[ \t]{1,3}dot[ \t]{1,3})"
# A run of signs is tried from its start only, however long it is, so that hostile text costs no more than its length.
_LOCAL = r"[\w.+%=*'!#$&/?^`{|}~-]"
_LABEL = r"[\w-]{1,63}"
_TOP = r"[^\W\d_][\w-]{1,62}"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:mailto:)?(?<!{_LOCAL}){_LOCAL}+{AT}(?:{_LABEL}{_DOT}){{1,8}}{_TOP}",
        rf"\"[^\"\n]{{1,64}}\"@(?:{_LABEL}\.){{1,8}}{_TOP}",
        rf"(?<!{_LOCAL}){_LOCAL}+@\[[\d.:a-f]{{3,40}}\]",
        # Said in words: with a spelt dot it is always one; with plain dots, if the name before it is no plain word.
        rf"(?<!{_LOCAL}){_LOCAL}+{_SAID_AT}(?:{_LABEL}{_DOT}){{0,7}}{_LABEL}{_SAID_DOT}(?:{_LABEL}\.){{0,3}}{_TOP}",
        rf"(?<!{_LOCAL})(?=[\w-]{{1,64}}[.+_\d-]\w){_LOCAL}+{_SAID_AT}(?:{_LABEL}\.){{1,8}}{_TOP}",
        rf"(?<!{_LOCAL}){_LOCAL}+[ \t]{{1,3}}(?-i:AT)[ \t]{{1,3}}(?:{_LABEL}\.){{1,8}}{_TOP}",
    )
)
_DOUBTFUL = re.compile(
    rf"(?<!{_LOCAL})[\w.+-]{{1,64}}{_SAID_AT}(?:{_LABEL}\.){{1,8}}[a-z]{{2,24}}\b|(?<![\w@.])@[a-z_][\w.]{{1,40}}",
    re.IGNORECASE,
)


def without_addresses(text: str, gap: Callable[[], str]) -> str:
    """Return the text with every e-mail address replaced."""
    for pattern in _PATTERNS:
        text = pattern.sub(lambda _: gap(), text)
    return text


def doubtful_addresses(text: str) -> list[tuple[int, int]]:
    """Return where something stands that may be an address or a name in a network of people."""
    return [match.span() for match in _DOUBTFUL.finditer(text)]
