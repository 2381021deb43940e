"""What is offered while somebody types a search: a few titles, found by whole words and the beginning of the last one.

Titles that have all the words come first, then those that have the last: nobody sees why a text was found.

One question to the index, of bounded length, without passages, counts or names looked up: it is asked with every pause
in typing. Nothing of what was typed is kept.
"""

import re
from dataclasses import dataclass

from django.conf import settings

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.gateways.interface import Ask, Favour, the_index
from dueregard.foundation.search.queries.waiting import still_there
from dueregard.rules.areas.postcodes import has_postcode
from dueregard.rules.search.query import All, Any, Beginning, Field, Node, OneOf, Word
from dueregard.website.queries.search_page import kind_word, reader_for

LONGEST = 80  # letters
MOST_WORDS = 6
SHORTEST = 3  # letters of a word whose end is not typed yet: two would be the beginning of too many
MOST = 8
LOOKED_AT = 24  # pages of one document have one title
WHOLE_TITLE = 60.0  # more than two words of a text can add: what is offered is a title
PART_OF_TITLE = 20.0
NAMES_FIRST = 6.0
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One title, what it is of, and where it leads."""

    title: str
    label: str
    href: str


def suggestions(typed: str, person: Person | None) -> tuple[Suggestion, ...]:
    """Return what this reader may mean; nothing for a postcode or under three letters. Raises: IndexUnavailable"""
    words = _WORD.findall(typed.replace("\0", " ")[:LONGEST])[:MOST_WORDS]
    if not words or len(words[-1]) < SHORTEST or has_postcode(typed):
        return ()
    reader = reader_for(person)
    last = Any((Word(words[-1]), Beginning(words[-1])))
    asked: Node = All((*map(Word, words[:-1]), last)) if len(words) > 1 else last
    names = OneOf("kind", tuple(kind for kind in ("body", "area") if kind in settings.SEARCH_KINDS))
    favours = (
        Favour(Field("title", " ".join(words), is_unfinished=True), WHOLE_TITLE),
        Favour(Field("title", words[-1], is_unfinished=True), PART_OF_TITLE),
        Favour(All((names, last)), NAMES_FIRST),
    )
    ask = Ask(asked, reader, limit=LOOKED_AT, with_passages=False, favours=favours)
    found: dict[tuple[str, str], Suggestion] = {}
    for hit in still_there(the_index().find(ask).hits, reader):
        label = hit.label or kind_word(hit.kind)
        found.setdefault((hit.title, hit.kind), Suggestion(hit.title, label, hit.url))
    return tuple(found.values())[:MOST]
