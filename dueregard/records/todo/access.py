"""The only door to what waits: each kind narrowed to those it waits for, whatever its app has asked for.

The apps ask their own doors first; this is the second lock. What nobody is named for, nobody sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import groups_of, places_of
from dueregard.records.groups.models import Membership, Role
from dueregard.records.todo.models import Take
from dueregard.records.todo.queries.kinds import For, Kind, Row, described, kinds_for, plain_key, row_of, worded


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with what decides which things wait for them. Groups by id, without dashes."""

    person: Person
    groups: Mapping[str, str]
    worked: frozenset[str]

    @property
    def keeps(self) -> bool:
        """Tell whether they act for any group."""
        return self.person.is_administrator or bool(self.worked)


def reader_of(person: Person) -> Reader:
    """Return the reader. One query."""
    places = places_of(person)
    names = {pk.hex: name for pk, name in places.names.items()}
    return Reader(person, names, frozenset(pk.hex for pk in places.worked))


@dataclass(frozen=True, slots=True)
class Stands:
    """What decides what is asked for a person, their ids aside: people who stand alike are asked the same."""

    is_administrator: bool
    works: tuple[bool, ...]  # for each group, whether they act for it; an administrator's question names no group


def stands_of(reader: Reader) -> Stands:
    """Return how a person stands."""
    if reader.person.is_administrator:
        return Stands(is_administrator=True, works=())
    return Stands(is_administrator=False, works=tuple(group in reader.worked for group in reader.groups))


def stand_in(stands: Stands, person: UUID, groups: Sequence[UUID]) -> Reader:
    """Return a reader who stands so, under ids of nobody."""
    ids = [group.hex for group in groups]
    worked = frozenset(group for group, works in zip(ids, stands.works, strict=True) if works)
    return Reader(Person(pk=person, is_administrator=stands.is_administrator), dict.fromkeys(ids, ""), worked)


def is_for(kind: Kind, reader: Reader) -> bool:
    """Tell whether any of a kind can wait for this person."""
    if reader.person.is_administrator:
        return True
    return {
        For.GROUP: bool(reader.groups),
        For.ACTING: bool(reader.worked),
        For.KEEPERS: reader.keeps,
        For.ADMINISTRATORS: False,
    }[kind.to]


def kinds_that_wait(reader: Reader, today: date) -> tuple[Kind, ...]:
    """Return the kinds of which some can wait for this person."""
    return tuple(kind for kind in kinds_for(reader.person, today) if is_for(kind, reader))


def rows_for(kind: Kind, reader: Reader, today: date) -> QuerySet[Any] | None:
    """Return the rows of a kind that wait for this person, described; None where the kind has only a few."""
    if kind.rows is None:
        return None
    rows = described(kind, kind.rows, today)
    if kind.may_put_away:
        rows = rows.exclude(Exists(Take.objects.filter(_same(kind), put_away_at__isnull=False)))
    if reader.person.is_administrator or kind.to is For.KEEPERS:
        return rows
    return rows.filter(w_group__in=_groups(kind, reader))


def few_for(kind: Kind, reader: Reader, *, lately: bool = False) -> tuple[Row, ...]:
    """Return those of a kind that are few; `lately`, as they were seconds ago."""
    few = (lately and kind.few_lately) or kind.few
    if few is None or not is_for(kind, reader):
        return ()
    if reader.person.is_administrator or kind.to is For.KEEPERS:
        return few()
    return tuple(row for row in few() if row.group in _groups(kind, reader))


def done_for(kind: Kind, reader: Reader, today: date) -> QuerySet[Any] | None:
    """Return all rows of a kind that this person may see, done or not, described."""
    if kind.seen is None or not is_for(kind, reader):
        return None
    rows = described(kind, kind.seen, today)
    if reader.person.is_administrator or kind.to is For.KEEPERS:
        return rows
    return rows.filter(w_group__in=list(reader.groups))


def thing_for(person: Person, kind: str, key: str, today: date) -> tuple[Reader, Kind, Row]:
    """Return a waiting thing if it waits for this person and can be taken. Raises: Http404"""
    reader = reader_of(person)
    for one in kinds_that_wait(reader, today):
        if one.code != kind or not one.may_take:
            continue
        rows = rows_for(one, reader, today)
        line = worded(one, rows.filter(w_key=key)).first() if rows is not None else None
        if line is not None:
            return reader, one, row_of(line)
        for row in few_for(one, reader):
            if row.key == key:
                return reader, one, row
    raise Http404


def takers(kind: Kind, row: Row, person: Person) -> QuerySet[Person]:
    """Return who may have a thing: those for whom it waits, by name, as far as this person works with them."""
    active = Person.objects.filter(is_active=True)
    mates = Q(memberships__group__in=groups_of(person))
    if kind.to is For.ADMINISTRATORS or not (row.group or kind.to is For.KEEPERS):
        return active.filter(is_administrator=True).order_by("name")
    if kind.to is not For.KEEPERS:
        mates &= Q(memberships__group=row.group)
    if kind.to in {For.ACTING, For.KEEPERS}:
        mates &= Q(memberships__role=Role.CASEWORKER)
    return active.filter(mates | Q(pk=person.pk)).distinct().order_by("name")


def colleagues_of(reader: Reader) -> Q:
    """Return which acts may be a colleague's: those of members of this person's groups, and of administrators."""
    if reader.person.is_administrator:
        return Q(by__isnull=False)
    members = Membership.objects.filter(group__in=groups_of(reader.person)).values("person")
    return Q(by__in=members) | Q(by__is_administrator=True)


def taken_now(kind: Kind, today: date) -> Q:
    """Return the condition that somebody has a thing today, or looks after what it comes with."""
    taken = Q(_taken(kind, today))
    return taken | Q(**{f"{kind.keeper}__isnull": False}) if kind.keeper else taken


def taken_by(kind: Kind, person: Person, today: date) -> Q:
    """Return the condition that this person has a thing today: taken, or theirs and taken by nobody."""
    mine = Q(Exists(Take.objects.filter(_same(kind), person=person, until__gte=today)))
    return mine | (Q(**{kind.keeper: person.pk}) & ~Q(_taken(kind, today))) if kind.keeper else mine


def is_taken_by_another(code: str, person: Person, today: date) -> Exists:
    """Return the condition that somebody else has a thing today; of rows whose id is its key."""
    takes = Take.objects.filter(kind=code, key=plain_key(OuterRef("pk")), person__isnull=False, until__gte=today)
    return Exists(takes.exclude(person=person))


def _taken(kind: Kind, today: date) -> Exists:
    return Exists(Take.objects.filter(_same(kind), person__isnull=False, until__gte=today))


def _same(kind: Kind) -> Q:
    return Q(kind=kind.code, key=OuterRef("w_key"))


def _groups(kind: Kind, reader: Reader) -> list[str]:
    return list(reader.groups if kind.to is For.GROUP else reader.worked if kind.to is For.ACTING else ())
