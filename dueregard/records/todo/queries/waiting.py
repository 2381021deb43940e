"""The page of the list: what waits for a person, in order, fifty at a time, with who has what.

However much waits, one question reads a page, whatever kinds stand on it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.access import (
    Reader,
    few_for,
    kinds_that_wait,
    reader_of,
    rows_for,
)
from dueregard.records.todo.models import Take
from dueregard.records.todo.queries.composed import listed_for
from dueregard.records.todo.queries.counts import Counts, Holders, counted, takes_of_few
from dueregard.records.todo.queries.kinds import NO_DAY, Kind, Row, row_of, worded
from dueregard.rules.todo.waits import DateSaid, Heading, Taken, Waits, headed, said

PER_PAGE = 50


class Show(StrEnum):
    """The lists."""

    EVERYTHING = "everything"
    MINE = "mine"
    NOBODYS = "nobodys"
    OUTSIDE = "outside"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing with its date in words."""

    thing: Waits
    date: DateSaid


@dataclass(frozen=True, slots=True)
class Headed:
    """The things under one heading; `count` are all of the list, also those on other pages."""

    heading: Heading
    words: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One kind of which something waits, to narrow the list to it."""

    code: str
    words: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list."""

    show: Show
    counts: Counts
    kinds: tuple[ShownKind, ...]
    headings: tuple[Headed, ...]
    page: Page[int]
    today: date
    only: str
    several_groups: bool


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Kind
    row: Row


def list_page(person: Person, *, show: Show, only: str, page: str, today: date) -> ListPage:
    """Return a page of what waits for a person. Four queries; seven for who keeps the help contacts."""
    reader = reader_of(person)
    kinds = kinds_that_wait(reader, today)
    only = only if only in {kind.code for kind in kinds} else ""
    is_outside = show is Show.OUTSIDE
    narrowed = "" if is_outside or show is Show.EVERYTHING else show.value
    holders = takes_of_few(kinds, reader, today)
    counts = counted(kinds, reader, today, narrowed=narrowed, only=only, is_outside=is_outside, holders=holders)
    offered = tuple(kind for kind in kinds if kind.is_from_outside or not is_outside)
    shown = tuple(kind for kind in offered if not only or kind.code == only)
    places = Paginator(range(sum(counts.headings.values())), PER_PAGE).get_page(page)
    few = _few(shown, reader, narrowed, holders)
    found = _found(shown, few, reader, today, narrowed, places, is_all=len(shown) == len(kinds))
    things = _things(found, reader, today)
    return ListPage(
        show=show,
        counts=counts,
        kinds=tuple(
            ShownKind(kind.code, kind.several[0].upper() + kind.several[1:], counts.kinds[kind.code], kind.code == only)
            for kind in offered
            if counts.kinds[kind.code]
        ),
        headings=tuple(
            Headed(
                heading,
                heading.words,
                counts.headings[heading],
                tuple(Line(one, said(one.since, one.until, today, one.counted)) for one in lines),
            )
            for heading, lines in headed(things, today)
        ),
        page=places,
        today=today,
        only=only,
        several_groups=len(reader.groups) > 1,
    )


def waiting_in(
    person: Person, group: UUID, *, but: Collection[str] = (), most: int, today: date
) -> tuple[tuple[Line, ...], int]:
    """Return what waits for a person in one group alone, in order, and how many more there are than `most`.

    Nothing of another group is read or counted. `but` are kinds that are left out. Four queries.
    """
    reader = reader_of(person)
    kinds = [kind for kind in kinds_that_wait(reader, today) if kind.code not in but]
    by_code = {kind.code: kind for kind in kinds}
    asked = [
        worded(kind, rows.filter(w_group=group.hex))
        for kind in kinds
        if (rows := rows_for(kind, reader, today)) is not None
    ]
    found = [_Found(kind, row) for kind in kinds for row in few_for(kind, reader) if row.group == group.hex]
    many = len(found)
    if asked:
        union = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
        many += union.count()
        lines = union.order_by("w_due", "w_since", "w_kind", "w_key")[:most]
        found += [_Found(by_code[line[0]], row_of(line)) for line in lines]
    things = _things(sorted(found, key=_order)[:most], reader, today)
    return tuple(Line(one, said(one.since, one.until, today, one.counted)) for one in things), max(many - most, 0)


def _found(
    kinds: Sequence[Kind],
    few: list[_Found],
    reader: Reader,
    today: date,
    narrowed: str,
    places: Page[int],
    *,
    is_all: bool,
) -> list[_Found]:
    """Return the things of a page. The few, in their order, are merged into what the database sorts."""
    first, last = places.start_index() - 1, places.end_index()
    if last <= 0:
        return []
    by_code = {kind.code: kind for kind in kinds}
    begin = max(0, first - len(few))
    only = None if is_all else tuple(by_code)
    lines = listed_for(reader, today, narrowed, only, begin=begin, end=last)
    read = [_Found(by_code[line[0]], row_of(line)) for line in lines]
    before = sum(_order(one) < _order(read[0]) for one in few) if read and begin else 0
    merged = sorted([*read, *few[before:]], key=_order)
    return merged[first - begin - before : last - begin - before]


def _few(kinds: Sequence[Kind], reader: Reader, narrowed: str, holders: Holders) -> list[_Found]:
    found = [_Found(kind, row) for kind in kinds for row in few_for(kind, reader)]
    if narrowed == "mine":
        found = [one for one in found if holders.get(_name(one)) == reader.person.pk]
    elif narrowed:
        found = [one for one in found if _name(one) not in holders]
    return sorted(found, key=_order)


def _order(one: _Found) -> tuple[str, str, str, str]:
    due = one.row.due.isoformat() if one.row.due else NO_DAY
    return due, one.row.since.isoformat(), one.kind.code, one.row.key


def _name(one: _Found) -> tuple[str, str]:
    return one.kind.code, one.row.key


def _takes(found: Sequence[_Found], today: date) -> dict[tuple[str, str], Take]:
    takes = Take.objects.filter(
        kind__in={one.kind.code for one in found},
        key__in=[one.row.key for one in found],
        person__isnull=False,
        until__gte=today,
    )
    return {(take.kind, take.key): take for take in takes.select_related("person")}


def _things(found: Sequence[_Found], reader: Reader, today: date) -> list[Waits]:
    takes = _takes(found, today) if found else {}
    return [thing_of(one.kind, one.row, reader, takes.get(_name(one))) for one in found]


def thing_of(kind: Kind, row: Row, reader: Reader, take: Take | None = None) -> Waits:
    """Return one thing as the list shows it."""
    says = kind.says(row)
    taken = None
    if take and take.person and take.until:
        taken = Taken(str(take.person), take.person_id == reader.person.pk, take.until)
    elif row.keeper:
        taken = Taken(row.keeper_name, row.keeper == reader.person.pk.hex, None)
    return Waits(
        kind=kind.code,
        key=row.key,
        title=says.title,
        about=says.about,
        href=says.href,
        act=says.act,
        since=row.since,
        due=row.due,
        until=None if kind.is_at_once else row.due,
        why=says.why,
        group=row.group,
        group_name=reader.groups.get(row.group, ""),
        may_take=kind.may_take,
        may_put_away=kind.may_put_away,
        taken=taken,
        counted=says.counted,
    )


def take_of(kind: str, key: str, today: date) -> Take | None:
    """Return who has a thing that a door handed out, today."""
    takes = Take.objects.filter(kind=kind, key=key, person__isnull=False, until__gte=today)
    return takes.select_related("person").first()
