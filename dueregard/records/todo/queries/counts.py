"""How much waits for a person: for the rail, the tabs, the headings and the morning e-mail, in one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.access import (
    Reader,
    few_for,
    kinds_that_wait,
    reader_of,
)
from dueregard.records.todo.models import Take
from dueregard.records.todo.queries.composed import composed_for
from dueregard.records.todo.queries.kinds import Kind, Row
from dueregard.records.todo.queries.lines import COLUMNS
from dueregard.rules.todo.waits import Heading, heading_of

Holders = Mapping[tuple[str, str], UUID | None]  # kind and key of a thing -> who has it


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things wait: in all, this person's, nobody's, from outside, by heading, by kind, by address."""

    all: int
    mine: int
    nobodys: int
    outside: int
    headings: Mapping[Heading, int]
    kinds: Mapping[str, int]
    pages: Mapping[str, int]  # by the name of the address where they are
    acts: bool  # whether this person acts for any group


def counts_for(person: Person, today: date) -> Counts:
    """Return what waits for a person on a UK calendar day. Two queries; five for who keeps the help contacts."""
    reader = reader_of(person)
    return counted(kinds_that_wait(reader, today), reader, today)


def rail_counts(person: Person, today: date) -> Counts:
    """Return what waits for a person, for the rail of every page: what is few, as it was seconds ago. Two queries.

    Who has what of the few is not asked: here they are nobody's.
    """
    reader = reader_of(person)
    composed, lines = composed_for(reader, today)
    return _put_together(lines, composed.kinds, reader, today, holders={}, lately=True)


@dataclass(frozen=True, slots=True)
class CountOfKind:
    """How many of one kind wait, with the words for one and for several: no names."""

    code: str
    one: str
    several: str
    number: int


def mailed_counts(person: Person, today: date) -> tuple[CountOfKind, ...]:
    """Return what an e-mail may say of what waits for a person, in the order of the kinds.

    Many people are told at one time of day, so they share a statement as the rail does. The kinds that come with it are
    those of the first who asked: what is few is what they remember, so it is asked for as it was seconds ago.
    """
    reader = reader_of(person)
    composed, lines = composed_for(reader, today)
    counts = _put_together(lines, composed.kinds, reader, today, holders={}, lately=True)
    return tuple(
        CountOfKind(kind.code, kind.one, kind.several, counts.kinds[kind.code])
        for kind in composed.kinds
        if kind.is_mailed
    )


def counted(
    kinds: Sequence[Kind],
    reader: Reader,
    today: date,
    *,
    narrowed: str = "",
    only: str = "",
    is_outside: bool = False,
    holders: Holders | None = None,
) -> Counts:
    """Return the counts of these kinds. One query, and one for what is few.

    The headings are those of the list narrowed to one kind (`only`), to what came from outside (`is_outside`), and to
    this person's or nobody's things (`narrowed` is "mine" or "nobodys").
    """
    holders = takes_of_few(kinds, reader, today) if holders is None else holders
    _, found = composed_for(reader, today, narrowed)
    return _put_together(
        found, kinds, reader, today, narrowed=narrowed, only=only, is_outside=is_outside, holders=holders
    )


def _put_together(
    found: Iterable[Sequence[Any]],
    kinds: Sequence[Kind],
    reader: Reader,
    today: date,
    *,
    narrowed: str = "",
    only: str = "",
    is_outside: bool = False,
    holders: Holders,
    lately: bool = False,
) -> Counts:
    lines: Counter[tuple[str, str]] = Counter()
    for code, *numbers in found:
        for name, number in zip(COLUMNS, numbers, strict=True):
            lines[code, name] += number
    for kind in kinds:
        _count_few(lines, kind, few_for(kind, reader, lately=lately), reader, today, narrowed, holders)
    shown = [kind for kind in kinds if not only or kind.code == only]
    outside = [kind for kind in shown if kind.is_from_outside]
    headed = outside if is_outside else shown
    pages: Counter[str] = Counter()
    for kind in kinds:
        pages[kind.page] += lines[kind.code, "all"]
    return Counts(
        all=sum(lines[kind.code, "all"] for kind in shown),
        mine=sum(lines[kind.code, "mine"] for kind in shown),
        nobodys=sum(lines[kind.code, "nobodys"] for kind in shown),
        outside=sum(lines[kind.code, "all"] for kind in outside),
        headings={heading: sum(lines[kind.code, heading.value] for kind in headed) for heading in Heading},
        kinds={kind.code: lines[kind.code, "all"] for kind in kinds},
        pages=dict(pages),
        acts=reader.keeps,
    )


def takes_of_few(kinds: Sequence[Kind], reader: Reader, today: date) -> Holders:
    """Return who has what of the things that are few. One query, where there are any."""
    keys = {row.key for kind in kinds for row in few_for(kind, reader)}
    if not keys:
        return {}
    takes = Take.objects.filter(
        kind__in=[kind.code for kind in kinds if kind.few], key__in=keys, until__gte=today, person__isnull=False
    )
    return {(kind, key): person for kind, key, person in takes.values_list("kind", "key", "person_id")}


def _count_few(
    lines: Counter[tuple[str, str]],
    kind: Kind,
    rows: Sequence[Row],
    reader: Reader,
    today: date,
    narrowed: str,
    holders: Holders,
) -> None:
    for row in rows:
        by = holders.get((kind.code, row.key))
        claims = {"all": True, "mine": by == reader.person.pk, "nobodys": by is None}
        names = [name for name, holds in claims.items() if holds]
        if claims[narrowed or "all"]:
            names.append(heading_of(row.due, today).value)
        lines.update((kind.code, name) for name in names)
