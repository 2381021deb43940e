"""The questions of the rail and the list, composed once a day for all who stand alike, asked with each one's own ids.

Twenty-five kinds make a statement of 40 kB, and composing it costs twenty times what the database takes to answer. So
it is composed for a stand-in who belongs to as many groups; where the stand-in's ids are, those of the person are put.
A kind therefore says what it asks by the person, the groups and the day alone, and never by an instant
(tests/records/todo/test_composed_once.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from dueregard.foundation.ready.queries import read_while_unchanged
from dueregard.records.todo.access import Reader, Stands, kinds_that_wait, rows_for, stand_in, stands_of
from dueregard.records.todo.queries.kinds import Kind, worded
from dueregard.records.todo.queries.lines import line_of, narrowed_to

_STAND_IN = UUID("5cf3bd0a-6d35-4b7c-9b9e-2f3a1e1c7d11")  # nobody's
_KEPT = 128
_IN_ORDER = ("w_due", "w_since", "w_kind", "w_key")


@dataclass(frozen=True, slots=True)
class Alike:
    """What decides the form of the question: two people alike in this are asked the same, but for their ids."""

    stands: Stands
    today: date
    apps: tuple[str, ...]
    database: str
    narrowed: str = ""  # to this person's things ("mine"), or to nobody's ("nobodys")
    is_list: bool = False  # the things themselves, not how many
    only: tuple[str, ...] | None = None  # of these kinds alone


@dataclass(frozen=True, slots=True)
class Composed:
    """The kinds that can wait, and the statement with the stand-in's values; no statement if nothing can be asked."""

    kinds: tuple[Kind, ...]
    statement: str
    values: tuple[Any, ...]
    places: tuple[int, ...]  # of the stand-in's ids among nearly two thousand values


def composed_for(reader: Reader, today: date, narrowed: str = "") -> tuple[Composed, list[tuple[Any, ...]]]:
    """Return the kinds, and the line of each with its counts (`lines.line_of`), for a person.

    One query; none while nothing in the database has changed since they were last counted for this person.
    """
    one = Alike(stands_of(reader), today, tuple(settings.WAITS), connection.vendor, narrowed)
    composed = _composed(one)
    whose = (one, reader.person.pk, tuple(reader.groups))
    return composed, read_while_unchanged(whose, lambda: _asked(composed, one.stands, reader))


def listed_for(
    reader: Reader, today: date, narrowed: str, only: tuple[str, ...] | None, *, begin: int, end: int
) -> list[tuple[Any, ...]]:
    """Return the things of a person's list from one place to another as lines (`kinds.worded`), in order. One query.

    With `only`, things of the kinds with these codes.
    """
    one = Alike(stands_of(reader), today, tuple(settings.WAITS), connection.vendor, narrowed, is_list=True, only=only)
    return _asked(_composed(one), one.stands, reader, " LIMIT %s OFFSET %s", end - begin, begin)


def _asked(composed: Composed, stands: Stands, reader: Reader, more: str = "", *values: int) -> list[tuple[Any, ...]]:
    if not composed.statement:
        return []
    own: dict[Any, Any] = dict(_both(_STAND_IN, reader.person.pk))
    for stand_ins, group in zip(_groups(stands), reader.groups, strict=False):  # an administrator's are not named
        own.update(_both(stand_ins, UUID(group)))
    with connection.cursor() as cursor:
        asked = [*composed.values, *values]
        for place in composed.places:
            asked[place] = own.get(asked[place], asked[place])
        cursor.execute(composed.statement + more, asked)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@lru_cache(maxsize=_KEPT)
def _composed(one: Alike) -> Composed:
    reader = stand_in(one.stands, _STAND_IN, _groups(one.stands))
    kinds = kinds_that_wait(reader, one.today)
    rows = [
        (kind, found)
        for kind in kinds
        if one.only is None or kind.code in one.only
        if (found := rows_for(kind, reader, one.today)) is not None
    ]
    if one.is_list:
        asked = [
            worded(kind, found.filter(narrowed_to(kind, reader.person, one.today, one.narrowed)))
            for kind, found in rows
        ]
    else:
        asked = [line_of(kind, found, reader.person, one.today, one.narrowed) for kind, found in rows]
    statement, values = _statement(asked, _IN_ORDER if one.is_list else ())
    stand_ins = {form for one in (_STAND_IN, *_groups(one.stands)) for form, _ in _both(one, one)}
    places = tuple(at for at, value in enumerate(values) if isinstance(value, str | UUID) and value in stand_ins)
    return Composed(kinds, statement, values, places)


def _statement(asked: Sequence[QuerySet[Any, Any]], order: Sequence[str]) -> tuple[str, tuple[Any, ...]]:
    if not asked:
        return "", ()
    whole = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    try:
        statement, values = whole.order_by(*order).query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    return statement, tuple(values)


def _groups(stands: Stands) -> list[UUID]:
    return [uuid5(_STAND_IN, str(number)) for number in range(len(stands.works))]


def _both(stand_in: UUID, own: UUID) -> list[tuple[Any, Any]]:
    """An id as each database and each column writes it."""
    return [(stand_in, own), (stand_in.hex, own.hex), (str(stand_in), str(own))]
