"""The embedded index: tantivy, in a folder of this machine. Read by every web process, written by one.

A folder per generation lies in the index's folder; `current` names the one in use, and is replaced in one step.
Whoever reads for no group is answered from a second index in it, which holds what everybody may find and nothing else
(ADR 0027): no count, no weight and no order there rests on a private text.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from tantivy import Document, FieldType, Index, Occur, Query, Searcher, SearchResult
from tantivy import Order as Direction

from dueregard.foundation.search.gateways.embedded_writer import writing, writing_anew
from dueregard.foundation.search.gateways.generations import Generations, state_of
from dueregard.foundation.search.gateways.interface import (
    Ask,
    Found,
    Hit,
    IndexUnavailable,
    Order,
    Owner,
    Reader,
    Writing,
)
from dueregard.foundation.search.gateways.marking import FOLDS, marker_of
from dueregard.foundation.search.gateways.question import permission, question
from dueregard.foundation.search.gateways.shape import (
    EVERYBODY,
    FACETS,
    SCHEMA,
    VISITORS,
    open_index,
    owner_of,
    owner_term,
    texts_of,
)
from dueregard.rules.search.marked_text import Marker, Prepared
from dueregard.rules.search.query import sought
from dueregard.rules.search.similar_words import letters_wrong, similar_words

ORDERED_BY = {Order.NEWEST: "day", Order.FOUND_LAST: "since"}
AT_ONCE = 5000  # documents looked through at once when all are
TEXTS_FOR_WORDS = 10
TOO_MANY = "max expansions"  # what tantivy says when more words begin so than it takes at once


@dataclass(frozen=True)
class _Open:
    """An index as it was opened, and the state of its `meta.json` when it was last read."""

    name: str
    index: Index
    visitors: Index  # the same as `index` while one of an older shape answers
    seen: tuple[int, int, int]


class EmbeddedIndex:
    """An index in a folder. One of these serves all threads of a process."""

    def __init__(self, folder: str) -> None:
        self.generations = Generations(Path(folder))
        self._open: _Open | None = None
        self._lock = Lock()

    def find(self, ask: Ask) -> Found:
        """Answer a question. Raises: IndexUnavailable"""
        searcher, query = self._searcher_for(ask.reader), question(ask)
        try:
            found = _search(searcher, query, ask)
        except ValueError as error:
            if TOO_MANY not in str(error):
                raise
            query = question(ask, lambda part: _is_taken(searcher, part))
            found = _search(searcher, query, ask)
        marker = marker_of(sought(ask.asked)) if ask.with_passages else None
        tells = [marker_of(sought(node)) for node in ask.tells]
        return Found(
            hits=tuple(_hit(searcher.doc(address), marker, tells) for _, address in found.hits[: ask.limit]),
            count=found.count,  # type: ignore[attr-defined]
            facets=_facets(searcher, query, ask.facets) if ask.facets else {},
        )

    def words_like(self, word: str, reader: Reader, most_wrong: int | None = None) -> list[str]:
        """Return words close to one that found nothing, from texts this reader may find. Raises: IndexUnavailable"""
        searcher, wrong = self._searcher_for(reader), most_wrong or letters_wrong(word)
        near = Query.fuzzy_term_query(SCHEMA, "plain", word.lower(), distance=wrong)
        allowed = Query.boolean_query([(Occur.Must, near), *permission(reader)])
        found = searcher.search(allowed, limit=TEXTS_FOR_WORDS, count=False)
        texts = (" ".join(texts_of(searcher.doc(address))) for _, address in found.hits)
        return similar_words(word, texts, FOLDS, wrong)

    def fingerprints(self, owners: Collection[Owner]) -> list[int]:
        """Return the fingerprints of all that was made of these rows. Raises: IndexUnavailable

        What visitors would not be given as it is here, or would be given though it is not here, is told once more.
        """
        opened = self._opened()
        made_of = Query.term_set_query(SCHEMA, "owner", [owner_term(owner) for owner in owners])
        everybody = Query.term_query(SCHEMA, "who", EVERYBODY, "basic")
        public = Query.boolean_query([(Occur.Must, made_of), (Occur.Must, everybody)])
        here = _fingerprints(opened.index.searcher(), made_of)
        wanted = Counter(_fingerprints(opened.index.searcher(), public))
        is_older = opened.visitors is opened.index
        given = wanted if is_older else Counter(_fingerprints(opened.visitors.searcher(), made_of))
        return [*here, *(wanted - given).elements(), *(given - wanted).elements()]

    def owners(self) -> Iterator[set[Owner]]:
        """Yield every row from which something was made, in some order. Raises: IndexUnavailable"""
        opened = self._opened()
        yield from _owners(opened.index.searcher())
        yield from _owners(opened.visitors.searcher())

    def count(self) -> int:
        """Return how many findable things it holds, whoever may find them. Raises: IndexUnavailable"""
        opened = self._opened()
        everybody = Query.term_query(SCHEMA, "who", EVERYBODY, "basic")
        here = opened.index.searcher()
        public: int = here.search(everybody, limit=1).count  # type: ignore[attr-defined]
        given = public if opened.visitors is opened.index else opened.visitors.searcher().num_docs
        return here.num_docs + abs(public - given)  # what only one of the two has is left over there

    def is_ready(self) -> bool:
        """Tell whether there is an index of the shape this code writes."""
        try:
            self.generations.current()
            self._opened()
        except (OSError, IndexUnavailable):
            return False
        return True

    def only_writer(self) -> AbstractContextManager[None]:
        """Be the only writer while the context lasts. Raises: AnotherIndexer"""
        return self.generations.only_writer()

    def writing(self) -> AbstractContextManager[Writing]:
        """Open the index for writing; inside `only_writer`. Raises: IndexUnavailable, IndexBroken"""
        return writing(self.generations)

    def writing_anew(self) -> AbstractContextManager[Writing]:
        """Open a new, empty index; it takes the place of the old one when the context ends well."""
        return writing_anew(self.generations)

    def _searcher_for(self, reader: Reader) -> Searcher:
        opened = self._opened()
        return (opened.index if reader.groups else opened.visitors).searcher()

    def _opened(self) -> _Open:
        """Return the last commit, opened. Looking whether there is a new one costs two looks at the disk."""
        try:
            name = self.generations.current(may_be_older=True)
            seen = state_of(self.generations.folder / name / "meta.json")
            opened = self._open
            if opened is None or opened.name != name or opened.seen != seen:
                with self._lock:
                    opened = self._renewed(name, seen)
            return opened
        except (OSError, ValueError) as error:
            self._open = None
            raise IndexUnavailable from error

    def _renewed(self, name: str, seen: tuple[int, int, int]) -> _Open:
        opened = self._open
        if opened is None or opened.name != name:
            folder = self.generations.folder / name
            index = open_index(str(folder), is_there=True)
            visitors = open_index(str(folder / VISITORS), is_there=True) if (folder / VISITORS).is_dir() else index
        else:
            index, visitors = opened.index, opened.visitors
        visitors.reload()
        index.reload()
        self._open = _Open(name, index, visitors, seen)
        return self._open


def _fingerprints(searcher: Searcher, query: Query) -> list[int]:
    count: int = searcher.search(query, limit=1).count  # type: ignore[attr-defined]
    if not count:
        return []
    addresses = [address for _, address in searcher.search(query, limit=count, count=False).hits]
    return [int(value) for value in searcher.fast_field_values("fingerprint", addresses) if value is not None]


def _owners(searcher: Searcher) -> Iterator[set[Owner]]:
    parts = searcher.num_docs // AT_ONCE + 1
    width = 2**63 // parts + 1  # fingerprints are spread evenly, so each stretch of them holds about as many
    for part in range(parts):
        query = Query.range_query(
            SCHEMA,
            "fingerprint",
            FieldType.Integer,
            part * width,
            min((part + 1) * width, 2**63 - 1),
            include_upper=part == parts - 1,
        )
        hits = searcher.search(query, limit=2 * AT_ONCE + searcher.num_docs // 10, count=False).hits
        yield {owner_of(str(searcher.doc(address).get_first("owner"))) for _, address in hits}


def _search(searcher: Searcher, query: Query, ask: Ask) -> SearchResult:
    return searcher.search(
        query,
        limit=max(ask.limit, 1),
        offset=ask.offset,
        order_by_field=ORDERED_BY.get(ask.order),
        order=Direction.Desc,
    )


def _is_taken(searcher: Searcher, query: Query) -> bool:
    try:
        searcher.search(query, limit=1, count=False)
    except ValueError:
        return False
    return True


def _hit(document: Document, marker: Marker | None, tells: Sequence[Marker]) -> Hit:
    texts = texts_of(document)
    shown: dict[str, Any] = json.loads(bytes(document.get_first("shown") or b"{}").decode())
    dated_on = shown.pop("dated_on")
    ready = [Prepared(text, FOLDS) for text in texts] if tells else []
    return Hit(
        **shown | {"cases": tuple(shown["cases"])},
        dated_on=date.fromisoformat(dated_on) if dated_on else None,
        passage=marker.passage(texts[0]) if marker else (),
        about=texts[2] if len(texts) > 2 else "",
        missing=tuple(which for which, one in enumerate(tells) if not any(map(one.is_in, ready))),
    )


def _facets(searcher: Searcher, query: Query, most: int) -> dict[str, tuple[tuple[str, int], ...]]:
    counted = searcher.aggregate(query, {name: {"terms": {"field": name, "size": most}} for name in FACETS})
    return {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in counted[name]["buckets"])
        for name in FACETS
    }
