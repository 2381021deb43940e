"""The page of a search: what was understood, the hits with their marked passages, the facets as links, the next page.

What is found is foundation/search's; a reader's groups are records/groups', the names of bodies records/bodies'.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.search.gateways.interface import Hit, Order, Reader
from dueregard.foundation.search.queries.answer import Answer, Asking, answer, asked_plainly
from dueregard.foundation.search.queries.search import Results, case_titles, narrow, newest, understood
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries import find_bodies
from dueregard.records.groups.access import groups_of
from dueregard.rules.areas.postcodes import has_postcode
from dueregard.rules.search.findable import MEMBERS
from dueregard.rules.search.marked_text import Piece
from dueregard.rules.search.query import Field, Node, OneOf, Phrase, sought
from dueregard.rules.search.words import say_query
from dueregard.rules.wiring.list_pages import lists_that_answer
from dueregard.website.queries.named_bodies import bodies_named

# The facets in the order of the page, each with its heading.
HEADINGS = {"kind": "Kind", "body": "Public body", "exemption": "Withheld under", "year": "Year", "case": "Request"}
ORDERS = {"": "Best match first", Order.NEWEST.value: "Newest first"}
MOST_BODIES = 12
_QUOTES = re.compile('["“”„«»‟＂〝〞″]')
GOOD_NAME = 80.0  # out of 100: a name that matches this well is the one meant
FEED_LENGTH = 50
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a search asks. Keeping a search means keeping this."""

    typed: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()
    order: str = ""
    page: int = 1
    is_exact: bool = False  # every word as it was typed, and nothing left out

    def href(self, **changed: str) -> str:
        """Return the address of this search with some of it changed, from its first page."""
        values = {"q": self.typed, **dict(self.narrowed), "order": self.order, "exact": _yes(self.is_exact)} | changed
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    def turned_to(self, page: int) -> str:
        """Return the address of another page of it."""
        return self.href(page=str(page) if page > 1 else "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `is_on` when the search is narrowed to it, and the link then takes that away."""

    words: str
    count: int
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of narrowing a search."""

    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit as the page shows it."""

    kind: str
    title: str
    label: str
    href: str
    body: str
    by: str
    dated_on: date | None
    passage: tuple[Piece, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything the page shows."""

    asked: Asked
    says: str
    notes: tuple[str, ...]
    found: str
    hits: tuple[HitRow, ...]
    facets: tuple[Facet, ...]
    orders: tuple[Choice, ...]
    suggestions: tuple[Choice, ...]
    earlier: str
    later: str
    number: int
    pages: int
    feed: str
    is_asked: bool
    without: str = ""  # the words that were not looked for
    instead: tuple[tuple[str, str], ...] = ()  # words that stand nowhere, each with the one it was read as
    is_best: bool = False  # nothing has all the words
    exact: str = ""  # address of the search for exactly what was typed
    loosely: str = ""  # address of the search for what fits best
    apart: tuple[str, ...] = ()  # phrases that stand in no page
    has_postcode: bool = False
    unquoted: str = ""  # address of the search without quotation marks, where they found nothing
    title: str = ""  # what was typed, for the title of the page
    lists: tuple[Choice, ...] = ()  # lists that answer what was typed, where no page alone does


def asked_by(values: Mapping[str, str]) -> Asked:
    """Read the address of a search; anything that makes no sense is left out."""
    page = values.get("page", "")
    narrowed = tuple((name, values[name][:200]) for name in HEADINGS if values.get(name))
    order = values.get("order", "")
    return Asked(
        typed=values.get("q", "").replace("\0", " ").strip()[:1000],
        narrowed=tuple((name, value.replace("\0", " ")) for name, value in narrowed),
        order=order if order in ORDERS else "",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
        is_exact=values.get("exact") == "yes",
    )


def reader_for(person: Person | None) -> Reader:
    """Return what this person may find: what is public, what is of their groups, and what all members may read."""
    if person is None:
        return Reader()
    return Reader(frozenset([MEMBERS, *(str(pk) for pk in groups_of(person).values_list("pk", flat=True))]))


def search_page(asked: Asked, person: Person | None) -> SearchPage:
    """Return the page of a search. At most two queries, and nine more for a `body:`. Raises: IndexUnavailable"""
    reader = reader_for(person)
    told = answer(asked.typed, _asking(asked, reader), names=names_known_to(reader), is_exact=asked.is_exact)
    results = told.results
    facets = results.found.facets
    bodies = _body_names([*(value for value, _ in facets["body"]), *(hit.body for hit in results.found.hits)])
    cases = case_titles([value for value, _ in facets["case"]], reader)
    return SearchPage(
        asked=asked,
        says=say_query(results.query),
        notes=results.query.notes,
        found=_count(results.found.count),
        hits=tuple(_row(hit, bodies, asked, told) for hit in results.found.hits),
        facets=tuple(_facets(asked, facets, {"body": bodies, "case": cases})),
        orders=tuple(
            Choice(words, 0, asked.href(order=value), value == asked.order) for value, words in ORDERS.items()
        ),
        suggestions=tuple(Choice(word, 0, asked.href(q=word), False) for word in results.suggestions),
        earlier=asked.turned_to(results.number - 1) if results.number > 1 else "",
        later=_later(asked, results),
        number=results.number,
        pages=results.pages,
        feed=f"/search/feed.xml{asked.href(order='')}",
        is_asked=bool(asked.typed or asked.narrowed),
        without=", ".join(told.without),
        instead=told.instead,
        is_best=told.is_best,
        exact=asked.href(exact="yes") if told.without or told.instead or told.is_best else "",
        loosely=asked.href(exact=""),
        apart=told.apart,
        has_postcode=has_postcode(asked.typed),
        unquoted=_unquoted(asked, results),
        title="" if has_postcode(asked.typed) else _title(asked.typed),
        lists=tuple(_lists(asked)),
    )


def _lists(asked: Asked) -> Iterable[Choice]:
    """Yield the lists that answer a question. Who narrows it, turns its pages or wants exact words has seen them."""
    if asked.narrowed or asked.is_exact or asked.page > 1:
        return
    for one in lists_that_answer(asked.typed, settings.LIST_PAGES):
        try:
            address = reverse(one.page)
        except NoReverseMatch:
            continue
        yield Choice(one.words, 0, f"{address}?{one.narrowed}" if one.narrowed else address, is_on=False)


def _title(typed: str) -> str:
    """Return what was typed as a title: without the sign that ends a sentence, and not too long."""
    words = typed.rstrip(" ?!.,;:")
    return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _unquoted(asked: Asked, results: Results) -> str:
    is_quoted = any(isinstance(part, Phrase) for part in sought(results.query.asked))
    return asked.href(q=_QUOTES.sub(" ", asked.typed).strip()) if is_quoted and not results.found.count else ""


def _asking(asked: Asked, reader: Reader) -> Asking:
    advice = tuple(kind for kind, said in settings.SEARCH_KINDS.items() if said.is_advice)
    return Asking(
        reader, dict(asked.narrowed), Order(asked.order or Order.BEST), asked.page, advice=advice, named=bodies_named
    )


def feed_hits(asked: Asked, person: Person | None) -> tuple[Hit, ...]:
    """Return what this search found last, of what the person may find now. Raises: IndexUnavailable"""
    reader = reader_for(person)
    query = understood(asked.typed, reader, names_known_to(reader))
    if asked.typed and query.asked is None:
        return ()
    node = query.asked if asked.is_exact else asked_plainly(query, asked.typed)
    return newest(narrow(node, dict(asked.narrowed)), reader, limit=FEED_LENGTH)


def names_known_to(reader: Reader) -> Callable[[Field], Node | None]:
    """Return a function that says what a name in a reader's search means."""
    return partial(_known_name, reader)


def _known_name(reader: Reader, field: Field) -> Node | None:
    """Return what a name in a search means: bodies by the name people use, kinds by their words."""
    if field.name == "body":
        return _bodies_called(field.value, reader)
    if field.name == "kind":
        word = field.value.lower()
        kinds = tuple(kind for kind, said in settings.SEARCH_KINDS.items() if word in {kind, said.one, *said.words})
        return OneOf("kind", kinds or (word,), says=f"“{field.value}”")
    return None


def kind_word(kind: str) -> str:
    """Return what a thing of this kind is called."""
    return settings.SEARCH_KINDS[kind].one if kind in settings.SEARCH_KINDS else kind


def _bodies_called(name: str, reader: Reader) -> OneOf:
    among = None if MEMBERS in reader.groups else Body.objects.told_by(localdate())
    matches = find_bodies(name, limit=MOST_BODIES, among=among)
    meant = [match.body for match in matches if match.score >= GOOD_NAME] or [match.body for match in matches[:1]]
    says = " or ".join(body.name for body in meant[:3]) + (f" or {len(meant) - 3} more" if len(meant) > 3 else "")
    return OneOf("body", tuple(str(body.pk) for body in meant), says=says or f"“{name}”, which is not in our register")


def _body_names(ids: Iterable[str]) -> dict[str, str]:
    wanted = {one for one in ids if one}
    return {str(pk): name for pk, name in Body.objects.filter(pk__in=wanted).values_list("pk", "name")}


def _facets(
    asked: Asked, counted: Mapping[str, tuple[tuple[str, int], ...]], names: Mapping[str, Mapping[str, str]]
) -> Iterable[Facet]:
    chosen = dict(asked.narrowed)
    for name, words in HEADINGS.items():
        known = names.get(name)
        choices = tuple(
            Choice(
                words=known[value] if known is not None else _value_words(name, value),
                count=count,
                href=asked.href(**{name: "" if chosen.get(name) == value else value}),
                is_on=chosen.get(name) == value,
            )
            for value, count in counted[name]
            if known is None or value in known
        )
        if len(choices) > 1 or any(choice.is_on for choice in choices):
            yield Facet(words, choices)


def _value_words(facet: str, value: str) -> str:
    if facet == "kind":
        return settings.SEARCH_KINDS[value].several if value in settings.SEARCH_KINDS else value
    return value


def _row(hit: Hit, bodies: Mapping[str, str], asked: Asked, told: Answer) -> HitRow:
    marks = f"?{urlencode({'q': asked.typed})}" if hit.document and asked.typed else ""
    return HitRow(
        kind=kind_word(hit.kind),
        title=hit.title,
        label=hit.label,
        href=f"{hit.url}{marks}",
        body=bodies.get(hit.body, "") if hit.kind != "body" else "",
        by=hit.by,
        dated_on=hit.dated_on,
        passage=hit.passage,
        missing=tuple(told.told[which] for which in hit.missing) if told.is_best else (),
    )


def _later(asked: Asked, results: Results) -> str:
    return asked.turned_to(results.number + 1) if results.number < results.pages else ""


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _count(count: int) -> str:
    return "1 result" if count == 1 else f"{count:,} results"
