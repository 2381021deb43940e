"""Statements that are asked again and again, composed once a thread and then asked with other values.

Django spends most of a small statement's time on its words. What a statement means stays with whoever builds it.
"""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

Row = TypeVar("Row")
MOST_IN_A_LIST = 8  # longer lists are rare, and each length is a statement of its own
Value = str | UUID | tuple[str, ...] | tuple[UUID, ...]


class NotComposed(TypeError):
    """A value has no place of its own in the statement, so it cannot be asked with another one."""


class _Kept(threading.local):
    """What one thread has composed for its connection: nothing of it is shared, and it goes when the thread goes."""

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
    """A question to the database. `build` makes it of values: texts and ids, compared as they are, or tuples of them.

    A text must be compared with a column that changes nothing about it, and no value may decide what is asked.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Row]"]) -> None:
        self._build = build

    def all(self, *values: Value) -> list[Row]:
        """Return the rows, as the question itself would. An empty tuple among the values: none. Raises: NotComposed"""
        if () in values:
            return []
        if any(isinstance(value, tuple) and len(value) > MOST_IN_A_LIST for value in values):
            return list(self._build(*values))
        shape = (self, *(len(value) if isinstance(value, tuple) else 0 for value in values))
        kept = composed_here()
        if shape not in kept:
            kept[shape] = _Question(self._build, values)
        found: list[Row] = kept[shape].rows(values)
        return found

    def first(self, *values: Value) -> Row | None:
        """Return the first row, or nothing. Let the question end after one."""
        return next(iter(self.all(*values)), None)


class _Question:
    def __init__(self, build: Callable[..., Any], values: tuple[Value, ...]) -> None:
        stand_ins = [tuple(map(_stand_in, one)) if isinstance(one, tuple) else _stand_in(one) for one in values]
        self._asked = build(*stand_ins)
        self._compiler = self._asked.query.get_compiler(self._asked.db)
        self._sql, params = self._compiler.as_sql()
        where = {_stored(one): place for place, one in enumerate(_flat(stand_ins))}
        self._params = list(params)
        self._places = [(at, where[each]) for at, each in enumerate(params) if _may_be(each) and each in where]
        if len({place for _, place in self._places}) != len(where):
            raise NotComposed(self._sql)
        self._compiler.as_sql = self._as_sql
        self._asked.query.get_compiler = self._get_compiler

    def rows(self, values: tuple[Value, ...]) -> list[Any]:
        if self._asked.query.select_for_update and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("Rows are held only inside a transaction.")
        given = [_stored(one) for one in _flat(values)]
        for at, place in self._places:
            self._params[at] = given[place]
        return list(self._asked._iterable_class(self._asked))

    def _as_sql(self, *_args: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        return self._sql, tuple(self._params)

    def _get_compiler(self, *_args: Any, **_more: Any) -> Any:
        return self._compiler


def _stand_in(value: str | UUID) -> str | UUID:
    return uuid4() if isinstance(value, UUID) else f"stand-in-{uuid4().hex}"


def _stored(value: str | UUID) -> str | UUID:
    """Return the value as the database takes it."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value


def _flat(values: Any) -> list[str | UUID]:
    return [each for one in values for each in (one if isinstance(one, tuple) else (one,))]


def _may_be(param: object) -> bool:
    return isinstance(param, str | UUID)
