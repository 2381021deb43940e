"""What a copy of the site is searched with: everything that everyone may find, and the rules by which a search is read.

Texts are cut here, as the site's own index cuts them; what somebody types is read in their browser by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings

from dueregard.foundation.search.gateways.interface import Ask, IndexUnavailable, Reader, the_index
from dueregard.foundation.search.gateways.shape import words_as_indexed
from dueregard.foundation.search.queries.kinds import loaded, sources
from dueregard.rules.export.found_offline import Index, Words
from dueregard.rules.register.body_names import SAME_WORD, STOP_WORDS, WEAK_WORDS
from dueregard.rules.search.families import FAMILIES
from dueregard.rules.search.findable import Findable
from dueregard.rules.search.meanings import MEANINGS
from dueregard.rules.search.questions import ASKING, JOINING, SMALL_ONLY
from dueregard.rules.search.senses import told_senses
from dueregard.rules.text.uk_dates import MONTH_NUMBERS
from dueregard.website.queries.named_bodies import COUNCIL

LONGEST_START = 200  # characters of a text that a result shows
Key = tuple[str, str, str]


def public_things() -> Iterator[Findable]:
    """Yield everything that everyone may find, in a fixed order."""
    for source in sources().values():
        for keys in source.all_keys():
            yield from (thing for thing in loaded(source, keys) if thing.is_public)


def index_of(leads: Callable[[str], str]) -> Index:
    """Return the index of a copy. `leads` says where an address of the site leads there."""
    places = _places()
    index = Index(rules=_rules())
    last = len(places)
    things = sorted(public_things(), key=lambda thing: places.get((thing.kind, thing.key, thing.part), last))
    for thing in things:
        text, title, plain = words_as_indexed(thing)
        index.add(_shown(thing, leads), thing.kind, Words(text, title, plain))
    return index


def _places() -> dict[Key, int]:
    """Return at which place each thing stands in the site's own index: so things that fit alike come in its order."""
    reader = Reader()
    try:
        count = the_index().find(Ask(None, reader, limit=1, with_passages=False)).count
        hits = the_index().find(Ask(None, reader, limit=max(count, 1), with_passages=False)).hits
    except IndexUnavailable:
        return {}
    return {(hit.kind, hit.key, hit.part): place for place, hit in enumerate(hits)}


def _shown(thing: Findable, leads: Callable[[str], str]) -> dict[str, object]:
    kind = settings.SEARCH_KINDS.get(thing.kind)
    return {
        "title": thing.title,
        "href": leads(thing.url),
        "label": thing.label or (kind.one if kind else ""),
        "text": " ".join(thing.text.split())[:LONGEST_START],
        "about": thing.about.splitlines(),
    }


def _rules() -> dict[str, object]:
    """Return what a question is read by, as the scripts of the copy expect it."""
    kind_words: dict[str, list[str]] = {}
    for kind, said in settings.SEARCH_KINDS.items():
        for word in {kind, said.one, *said.words}:
            kind_words.setdefault(word, []).append(kind)
    return {
        "advice": [kind for kind, said in settings.SEARCH_KINDS.items() if said.is_advice],
        "kind_words": kind_words,
        "small": {"asking": sorted(ASKING), "joining": sorted(JOINING), "smallOnly": sorted(SMALL_ONLY)},
        "names": {"same": SAME_WORD, "stop": sorted(STOP_WORDS), "weak": sorted(WEAK_WORDS), "council": COUNCIL},
        "families": FAMILIES,
        "meanings": MEANINGS,
        "months": MONTH_NUMBERS,
        **told_senses(),
    }
