"""Asking the index: what somebody typed, narrowed by facets, as one page of hits. The site's own search function.

Who the reader is, the caller knows; what `body:` and `kind:` mean, the caller's `names` know.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dueregard.foundation.search.gateways.interface import Ask, Found, Hit, Order, Reader, the_index
from dueregard.foundation.search.queries.waiting import still_there
from dueregard.rules.search.query import All, Field, Node, OneOf, Query, Word, read_query, resolve, sought

PER_PAGE = 20
MOST_PAGES = 50
FACET_VALUES = 8
MOST_TITLES = 40
CASE = OneOf("kind", ("case",))

Names = Callable[[Field], Node | None]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `number` is the page shown, `pages` how many can be turned to."""

    query: Query
    found: Found
    number: int
    pages: int
    suggestions: tuple[str, ...] = ()


def no_names(field: Field) -> None:
    """Resolve nothing."""


def search(
    typed: str,
    *,
    reader: Reader,
    narrowed: Mapping[str, str] | None = None,
    names: Names = no_names,
    order: Order = Order.BEST,
    page: int = 1,
    facets: int = FACET_VALUES,
) -> Results:
    """Return a page of what this reader may find. `narrowed` gives one value of each facet. Raises: IndexUnavailable"""
    query = understood(typed, reader, names)
    results = page_of(query, Ask(narrow(query.asked, narrowed or {}), reader, order, facets=facets), page=page)
    return results if results.found.count else replace(results, suggestions=_suggestions(query, reader))


def page_of(query: Query, ask: Ask, *, page: int) -> Results:
    """Return one page of what is asked; past the end, the last one there is. Raises: IndexUnavailable"""
    number = min(max(page, 1), MOST_PAGES)
    ask = replace(ask, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    found = the_index().find(ask)
    pages = min(-(-found.count // PER_PAGE), MOST_PAGES)
    if 0 < pages < number:
        number = pages
        found = the_index().find(replace(ask, offset=(number - 1) * PER_PAGE))
    return Results(query, _as_it_is(found, ask.reader), number, pages)


def understood(typed: str, reader: Reader, names: Names = no_names) -> Query:
    """Return what was typed with its names looked up: bodies and kinds by the caller, cases in the index."""
    query = read_query(typed)
    if query.asked is None:
        return query

    def find(field: Field) -> Node | None:
        return _cases_called(field.value, reader) if field.name == "case" else names(field)

    return Query(resolve(query.asked, find), query.notes)


def narrow(asked: Node | None, narrowed: Mapping[str, str]) -> Node | None:
    """Return what is asked with one value of each given facet added."""
    parts: list[Node] = [OneOf(name, (value,)) for name, value in narrowed.items() if value]
    if asked is not None:
        parts.insert(0, asked)
    return All(tuple(parts)) if parts else None


def newest(asked: Node | None, reader: Reader, *, limit: int) -> tuple[Hit, ...]:
    """Return what could be found last, for a feed. Raises: IndexUnavailable"""
    return still_there(the_index().find(Ask(asked, reader, Order.FOUND_LAST, limit=limit)).hits, reader)


def case_titles(ids: list[str], reader: Reader) -> dict[str, str]:
    """Return what these cases are called, of those this reader may find. Raises: IndexUnavailable"""
    if not ids:
        return {}
    asked = All((CASE, OneOf("case", tuple(ids[:MOST_TITLES]))))
    found = the_index().find(Ask(asked, reader, limit=MOST_TITLES, with_passages=False))
    return {hit.key: hit.title for hit in still_there(found.hits, reader)}


def _as_it_is(found: Found, reader: Reader) -> Found:
    hits = still_there(found.hits, reader)
    return replace(found, hits=hits, count=found.count - len(found.hits) + len(hits))


def _cases_called(words: str, reader: Reader) -> OneOf:
    """Return the cases whose title has these words, or whose id this is."""
    asked = All((CASE, Field("title", words)))
    found = the_index().find(Ask(asked, reader, limit=1000, with_passages=False))
    return OneOf("case", (words, *(hit.key for hit in found.hits)), says=f"“{words}”")


def _suggestions(query: Query, reader: Reader) -> tuple[str, ...]:
    """Return what a single word that found nothing may have been meant to be, from texts this reader may find."""
    words = list(sought(query.asked))
    if len(words) != 1 or not isinstance(words[0], Word):
        return ()
    return tuple(the_index().words_like(words[0].text, reader))
