"""What a copy of the site is searched with: everything that everyone may find, as the search's own sources tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings

from dueregard.foundation.search.gateways.shape import plain_words, stemmed_words
from dueregard.foundation.search.queries.kinds import loaded, sources
from dueregard.rules.export.found_offline import Index
from dueregard.rules.search.findable import Findable
from dueregard.rules.search.forms import compare
from dueregard.rules.search.letters import clean
from dueregard.rules.search.questions import ASKING, JOINING

LONGEST_START = 200  # characters of a text that a result shows


def public_things() -> Iterator[Findable]:
    """Yield everything that everyone may find, in a fixed order."""
    for source in sources().values():
        for keys in source.all_keys():
            yield from (thing for thing in loaded(source, keys) if thing.is_public)


def index_of(leads: Callable[[str], str]) -> Index:
    """Return the index of a copy. `leads` says where an address of the site leads there."""
    index = Index(small=tuple(sorted(ASKING | JOINING)))
    for thing in public_things():
        title = [clean(thing.title), *map(clean, thing.asked)]
        stems: list[str] = []
        for words in (*title, clean(thing.text), clean(thing.about)):
            compared = compare(words)
            for spelled in (compared.text, " . ".join(compared.others())):
                cut = stemmed_words(spelled)
                index.words.update(zip(plain_words(spelled), cut, strict=False))
                stems += cut
        kind = settings.SEARCH_KINDS.get(thing.kind)
        shown = {
            "title": thing.title,
            "href": leads(thing.url),
            "label": thing.label or (kind.one if kind else ""),
            "text": " ".join(thing.text.split())[:LONGEST_START],
        }
        index.add(shown, text=stems, title=[stem for words in title for stem in stemmed_words(compare(words).text)])
    return index
