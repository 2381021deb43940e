"""Whether the words of a group's public page may name somebody: nobody should be found through it.

Proposes; a person decides. What has a form (telephone numbers, postcodes, capitals of a name) is found in
`rules/privacy`; who belongs to the group, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dueregard.rules.privacy.personal_details import SAYS, DetailKind, personal_details
from dueregard.rules.privacy.to_look_at import known_words, to_look_at

SHORTEST = 3  # letters of a name that is looked for by itself
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_HARMLESS = f"{_DAYS} {_DAYS.replace(' ', 's ')}s We Our Us Prevent NHS"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def member_named(texts: Iterable[str], members: Iterable[str]) -> str:
    """Return the first full name of a member that stands in one of the texts; empty if none does."""
    together = " ".join(" ".join(text.split()) for text in texts).casefold()
    for name in members:
        words = " ".join(name.split()).casefold()
        if " " in words and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", together):
            return name
    return ""


def doubts(texts: Iterable[str], *, members: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """Return words that may lead to a person, each once, in order.

    `members` are names of the group's people, looked for word by word; `known` are names that name no person: the
    group's own, its area's.
    """
    single = {word for name in members for word in _WORD.findall(name) if len(word) >= SHORTEST}
    harmless = known_words(_HARMLESS, *known)
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(text):
            if word in single:
                found[word] = None
        for detail in personal_details(text):
            if detail.kind is not DetailKind.SIGNATURE:
                found[f"{detail.words} ({SAYS[detail.kind].lower()})"] = None
        for look in to_look_at(text, known=harmless):
            found[look.words] = None
    return list(found)


def of_a_person(address: str, members: Iterable[str]) -> str:
    """Return the part of a member's name that an address holds, such as the asha of asha.n@…; empty if none."""
    words = set(re.split(r"[^a-z]+", address.partition("@")[0].casefold()))
    parts = [str(word) for name in members for word in _WORD.findall(name) if len(word) >= SHORTEST]
    return next((part for part in parts if part.casefold() in words), "")
