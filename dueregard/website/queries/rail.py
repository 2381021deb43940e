"""The rail beside every page of the desk: where a person may go, in groups, and how much waits at each place.

What the menus hold, each app says in its `apps.py`; what waits, records/todo knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import administers
from dueregard.records.todo.queries.counts import Counts
from dueregard.rules.wiring.adds import Entry, Menu, RailGroup
from dueregard.rules.wiring.offered import here, offered

START = "desk"  # the page of everything that waits


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a menu; `count` things wait behind it."""

    href: str
    words: str
    here: bool
    is_quiet: bool
    is_first: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Some entries of the rail under one heading; the first group has none."""

    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Rail:
    """The rail, with how much waits in all."""

    groups: tuple[Group, ...]
    waiting: int


def rail(person: Person, *, path: str, counts: Counts) -> Rail:
    """Return the rail as this person sees it on the page at `path`. A group without entries is not there."""
    entries = offered(settings.MENUS[Menu.DESK], is_administrator=administers(person), acts_for_a_group=counts.acts)
    waiting = sum(counts.pages.values())
    shown = dict(zip(entries, links(entries, path=path, pages={**counts.pages, START: waiting}), strict=True))
    groups = (
        Group(
            "" if heading is RailGroup.TODAY else heading.value,
            tuple(link for entry, link in shown.items() if entry.under is heading),
        )
        for heading in RailGroup
    )
    return Rail(tuple(group for group in groups if group.links), waiting)


def is_below_the_rail(path: str) -> bool:
    """Tell whether a page belongs under any entry of the rail, whoever is offered it."""
    return any(link.here for link in links(settings.MENUS[Menu.DESK], path=path))


def links(entries: Iterable[Entry], *, path: str, pages: Mapping[str, int] | None = None) -> tuple[Link, ...]:
    """Return entries as they stand on the page at `path`, with what waits at their pages."""
    entries = tuple(entries)
    addresses = [address_of(one.page) for one in entries]
    marked = here(entries, addresses, path)
    waiting = pages or {}
    return tuple(
        Link(
            address,
            one.words,
            here=at == marked,
            is_quiet=one.is_quiet,
            is_first=one.is_first,
            count=sum(waiting.get(page, 0) for page in (one.page, *one.counts)),
        )
        for at, (one, address) in enumerate(zip(entries, addresses, strict=True))
    )


@cache
def address_of(page: str) -> str:
    """Return the address of a page by its name. No menu changes while the site runs."""
    return reverse(page)
