"""Statements that are asked again and again, composed once and then asked with other values.

Django spends most of a small statement's time on its words. What a statement means stays with whoever builds it.
"""

import threading
from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

Row = TypeVar("Row")
MOST_IN_A_LIST = 8  # longer lists are rare, and each length is a statement of its own
One = str | UUID
Value = One | tuple[str, ...] | tuple[UUID, ...]


class NotComposed(TypeError):
    """A value has no place of its own in the statement, so it cannot be asked with another one."""


class _Kept(threading.local):
    """What one thread has composed for rows that it writes: none of it is shared, and it goes when the thread goes."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.statements: dict[Any, Any] = {}


_kept = _Kept()


def composed_here() -> dict[Any, Any]:
    """Return what this thread has composed so far."""
    here = connections[DEFAULT_DB_ALIAS]
    if _kept.connection is not here:
        _kept.connection, _kept.statements = here, {}
    return _kept.statements


class Asked(Generic[Row]):
    """A question to the database. `build` makes it of values: texts and ids, compared as they are, or tuples.

    A text must be compared with a column that changes nothing about it, and no value may decide what is asked. All
    threads share the words; each asks on a connection of its own.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._composed: dict[tuple[Any, ...], _Question | None] = {}

    def all(self, *values: Value) -> list[Row]:
        """Return the rows, as the question itself would. An empty tuple among the values: none. Raises: NotComposed"""
        if () in values:
            return []
        if any(isinstance(value, tuple) and len(value) > MOST_IN_A_LIST for value in values):
            return list(self._build(*values))
        shape = (connection.vendor, *(len(value) if isinstance(value, tuple) else 0 for value in values))
        if shape not in self._composed:
            self._composed[shape] = self._compose(values)
        question = self._composed[shape]
        return [] if question is None else question.rows(values)

    def _compose(self, values: tuple[Value, ...]) -> "_Question | None":
        """Return the words, or None for a question about nobody's rows: Django asks the database nothing either."""
        try:
            return _Question(self._build, values)
        except EmptyResultSet:
            return None

    def first(self, *values: Value) -> Row | None:
        """Return the first row, or nothing. Let the question end after one."""
        return next(iter(self.all(*values)), None)


class _Question:
    """The words of a question, and where its values belong among them. Nothing in it changes once it is composed."""

    def __init__(self, build: Callable[..., Any], values: tuple[Value, ...]) -> None:
        stand_ins = [tuple(map(_stand_in, one)) if isinstance(one, tuple) else _stand_in(one) for one in values]
        self._asked = build(*stand_ins)
        self._compiler = self._asked.query.get_compiler(self._asked.db)
        self._sql, params = self._compiler.as_sql()
        where = {_stored(one): place for place, one in enumerate(_flat(stand_ins))}
        self._params = tuple(params)
        self._places = [(at, where[each]) for at, each in enumerate(params) if _may_be(each) and each in where]
        if len({place for _, place in self._places}) != len(where):
            raise NotComposed(self._sql)

    def rows(self, values: tuple[Value, ...]) -> list[Any]:
        if self._asked.query.select_for_update and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("Rows are held only inside a transaction.")
        given = [_stored(one) for one in _flat(values)]
        params = list(self._params)
        for at, place in self._places:
            params[at] = given[place]
        return list(self._asked._iterable_class(self._with(tuple(params))))

    def _with(self, params: tuple[Any, ...]) -> Any:
        """Return the question for one asking: its own compiler on this thread's connection, which knows the words."""
        asked, query, compiler = _like(self._asked), copy(self._asked.query), copy(self._compiler)
        compiler.query, compiler.connection = query, connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_args, **_more: (self._sql, params)
        query.get_compiler = lambda *_args, **_more: compiler
        asked._query = query
        return asked


def _like(rows: Any) -> Any:
    """Return the same question as another object. Copying a QuerySet as one copies other things would ask it."""
    other = object.__new__(type(rows))
    other.__dict__.update(rows.__dict__)
    return other


def _stand_in(value: One) -> One:
    return uuid4() if isinstance(value, UUID) else f"stand-in-{uuid4().hex}"


def _stored(value: One) -> One:
    """Return the value as the database takes it."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value


def _flat(values: Any) -> list[One]:
    return [each for one in values for each in (one if isinstance(one, tuple) else (one,))]


def _may_be(param: object) -> bool:
    return isinstance(param, One)
