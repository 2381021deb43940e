"""Which lists of the site answer a question that no single page does: “which councils refused to answer”.

A list says in its app's ADDS how people ask for it. It is named only where all the words of one such way are typed.
"""

import re
from collections.abc import Iterable
from functools import cache

from dueregard.rules.search.families import others_of
from dueregard.rules.wiring.adds import ListPage

MOST = 2  # lists that one search names
_ENDINGS = ("ies", "ied", "es", "s", "ing", "ed")
_TO_Y = ("ies", "ied")
_LEAST = 3  # letters that stay of a word: “red” has no ending


def lists_that_answer(typed: str, lists: Iterable[ListPage]) -> tuple[ListPage, ...]:
    """Return the lists that a question asks for, those first of which more words were typed; at most MOST."""
    there = {form for word in re.findall(r"[^\W_]+", typed.lower()) for form in _forms(word)}
    found = sorted((-matched, one.order, one.page, one) for one in lists if (matched := _matched(one, there)))
    return tuple(one for *_, one in found[:MOST])


def _matched(one: ListPage, there: set[str]) -> int:
    """Return how many words the longest way has of which all are typed; none when no way is."""
    ways = [way.split() for way in one.asked]
    return max((len(way) for way in ways if all(_holds(slot, there) for slot in way)), default=0)


def _holds(slot: str, there: set[str]) -> bool:
    return not _is_there(slot[1:], there) if slot.startswith("-") else _is_there(slot, there)


def _is_there(slot: str, there: set[str]) -> bool:
    return not there.isdisjoint(_forms_of_slot(slot))


@cache  # of the words in ADDS alone: what somebody types is remembered nowhere
def _forms_of_slot(slot: str) -> frozenset[str]:
    return frozenset(form for word in slot.split("/") for form in _forms(word))


def _forms(word: str) -> set[str]:
    """Return a word, its family, and what is left of it without the ending of a plural or a verb."""
    forms = {word, *others_of(word)}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(rest := word.removesuffix(ending)) >= _LEAST:
            return forms | {rest, f"{rest}y" if ending in _TO_Y else f"{rest}e"}
    return forms
