"""What an app hands over so that its public rows are given away, and how a page of them is read.

Rows follow each other by the instant at which they became public, then by their key. Both stay as they are, so a row
that is added meanwhile comes later, and none is told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.timezone import get_default_timezone, localdate

from dueregard.rules.opendata.asking import MOST, Asked, NoSense, Place
from dueregard.rules.opendata.tables import Table, Type

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Offer:
    """A table, its public rows, and what is told of some of them.

    `told` takes rows and the instant of the question, and returns what is told of them; it may leave out some, and
    asks for all of them in a fixed number of queries. `since` and `order` are fields or annotations of `rows`: the
    instant by which rows follow each other (empty where there is none), and what tells them apart. With `by_day` the
    first is a day (UK calendar date), and rows of a day that is not over yet must not be among `rows`. `key` finds
    one row by the table's first column, `filters` says which field each filter of the table compares.
    """

    table: Table
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[Sequence[Any], datetime], Sequence[Row]]
    since: str = ""
    order: str = "pk"
    by_day: bool = False
    key: str = "pk"
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the place of the last of them if there are more."""

    rows: tuple[Row, ...]
    next: Place | None


@cache
def offers() -> tuple[Offer, ...]:
    """Return what this site gives away, in order."""
    found: tuple[Offer, ...] = tuple(import_module(one.module).OFFER for one in settings.OFFERED)
    return found


def offer_called(name: str) -> Offer:
    """Return the offer of a table. Raises: Http404"""
    for one in offers():
        if one.table.name == name:
            return one
    raise Http404


def read_page(offer: Offer, asked: Asked, now: datetime) -> Page:
    """Return the page that was asked for. Raises: NoSense, for a place that cannot be one of this table"""
    by = [*([offer.since] if offer.since else []), offer.order]
    rows = offer.rows().filter(**{offer.filters[name]: value for name, value in asked.filters.items()})
    if asked.since:
        rows = rows.filter(**{f"{offer.since}__gte": asked.since if offer.by_day else _morning(asked.since)})
    try:
        if asked.after:
            rows = rows.filter(_beyond(offer, asked.after))
        found = list(rows.order_by(*by)[: asked.limit + 1])
    except (ValidationError, ValueError, OverflowError) as reason:
        raise NoSense("after", "This is no place in this list. Take it from “next” of the page before.") from reason
    some = found[: asked.limit]
    return Page(_told(offer, some, now), _place(offer, some[-1]) if len(found) > asked.limit else None)


def read_all(offer: Offer, now: datetime) -> Iterator[Row]:
    """Yield every row, some hundred at a time. Raises: nothing that a reader could mend"""
    place: Place | None = None
    while True:
        page = read_page(offer, Asked(limit=MOST, after=place), now)
        yield from page.rows
        if page.next is None:
            return
        place = page.next


def read_row(offer: Offer, key: str, now: datetime) -> Row:
    """Return one row. Raises: Http404"""
    try:
        found = offer.rows().filter(**{offer.key: key}).first() if key and "\0" not in key else None
    except (ValidationError, ValueError, OverflowError) as reason:
        raise Http404 from reason
    told = _told(offer, [found], now) if found is not None else ()
    if not told:
        raise Http404
    return told[0]


def _told(offer: Offer, rows: Sequence[Any], now: datetime) -> tuple[Row, ...]:
    """Return what is told of some rows. An address that is not there is null: an empty one names the page it is in."""
    addresses = [one.name for one in offer.table.columns if one.type is Type.ADDRESS]
    return tuple({**row, **{name: row[name] or None for name in addresses}} for row in offer.told(rows, now))


def _beyond(offer: Offer, place: Place) -> Q:
    later = Q(**{f"{offer.order}__gt": place.key})
    if not offer.since:
        return later
    at = localdate(place.at) if offer.by_day and place.at else place.at
    return Q(**{f"{offer.since}__gt": at}) | Q(**{offer.since: at}) & later


def _place(offer: Offer, row: Any) -> Place:
    at = getattr(row, offer.since) if offer.since else None
    return Place(_morning(at) if offer.by_day and at else at, str(getattr(row, offer.order)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())
