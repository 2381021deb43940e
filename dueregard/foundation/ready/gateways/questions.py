"""Writes down what a page asks the database and what it is told, and later asks again: are the answers the same?

So a page need not be made again because a worker's heart beat. Only what reads is ever asked again. Of each answer the
rows are heard that the page took, in the order in which it took them: what it left lying cannot show on it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

from django.db import Error, connection

Read = TypeVar("Read")
MOST = 200  # questions of one page that are worth asking again


class Question:
    """One statement with its values, how many rows of its answer were taken, whether that was all, and their hash."""

    __slots__ = ("_told", "is_all", "rows", "statement", "values")

    def __init__(self, statement: str, values: Any) -> None:
        self.statement, self.values = sys.intern(statement), values
        self.rows, self.is_all, self._told = 0, False, blake2b(digest_size=16)

    def hear(self, rows: Iterable[Any]) -> None:
        """Take rows down."""
        for row in rows:
            self.rows += 1
            self._told.update(repr(row).encode())

    def says_the_same(self, cursor: Any) -> bool:
        """Ask it again; tell whether the answer is what it was."""
        again = Question(self.statement, self.values)
        cursor.execute(self.statement, self.values)
        again.hear(cursor.fetchall() if self.is_all else cursor.fetchmany(self.rows) if self.rows else ())
        return again.rows == self.rows and again._told.digest() == self._told.digest()

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return len(self.statement) + len(repr(self.values)) + 700


@dataclass
class Noted:
    """What one page has asked since it `is_on`."""

    is_on: bool = False
    questions: list[Question] = field(default_factory=list)
    only_asks: bool = True
    read: dict[Callable[[], Any], Any] = field(default_factory=dict)

    def ask(self, statement: str, values: Any) -> Question | None:
        """Write a statement down; None while nothing is written down, and for what does more than ask."""
        if not self.is_on:
            return None
        if not statement.lstrip(" (\n").startswith("SELECT"):
            self.only_asks = False
            return None
        self.questions.append(Question(statement, values))
        return self.questions[-1]


class HeardCursor:
    """Django's cursor, with somebody who listens. What is not about questions and answers goes straight on to it."""

    def __init__(self, cursor: Any, noted: Noted) -> None:
        self._cursor, self._noted = cursor, noted
        self._question: Question | None = None

    def execute(self, sql: str, params: Any = None) -> HeardCursor:
        """Ask."""
        self._question = self._noted.ask(str(sql), params)
        self._cursor.execute(sql, params)
        return self

    def executemany(self, sql: str, param_list: Any) -> Any:
        """Write many rows: no page does so that is kept."""
        self._noted.only_asks, self._question = False, None
        return self._cursor.executemany(sql, param_list)

    def callproc(self, *args: Any) -> Any:
        """Have the database do something that nobody here can read."""
        self._noted.only_asks, self._question = False, None
        return self._cursor.callproc(*args)

    def fetchone(self) -> Any:
        """Take a row."""
        row = self._cursor.fetchone()
        self._hear([] if row is None else [row], is_all=row is None)
        return row

    def fetchmany(self, size: int = 1) -> list[Any]:
        """Take some rows."""
        rows: list[Any] = self._cursor.fetchmany(size)
        self._hear(rows, is_all=len(rows) < size)
        return rows

    def fetchall(self) -> list[Any]:
        """Take all rows that are left."""
        rows: list[Any] = self._cursor.fetchall()
        self._hear(rows, is_all=True)
        return rows

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row

    def __enter__(self) -> HeardCursor:
        self._cursor.__enter__()
        return self

    def __exit__(self, *args: Any) -> Any:
        return self._cursor.__exit__(*args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def _hear(self, rows: list[Any], *, is_all: bool) -> None:
        if self._question is not None:
            self._question.hear(rows)
            self._question.is_all = self._question.is_all or is_all


_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


def read_for_page(read: Callable[[], Read]) -> Read | None:
    """Return what is read for the page that this thread makes, once for each; None while it makes none to be kept."""
    noted = _noted.get()
    if noted is None or not noted.is_on:
        return None
    if read not in noted.read:
        noted.read[read] = read()
    found: Read = noted.read[read]
    return found


def is_noted() -> bool:
    """Tell whether this thread makes a page of which all questions are written down, so that none may be left out."""
    noted = _noted.get()
    return noted is not None and noted.is_on


@contextmanager
def noting() -> Iterator[Noted]:
    """Write down what this thread asks, from `is_on` on: each cursor that its connection makes has a listener."""
    noted = Noted()
    token = _noted.set(noted)
    own: Any = connection
    plain, debug = own.make_cursor, own.make_debug_cursor
    own.make_cursor = lambda cursor: HeardCursor(plain(cursor), noted)
    own.make_debug_cursor = lambda cursor: HeardCursor(debug(cursor), noted)
    try:
        yield noted
    finally:
        own.make_cursor, own.make_debug_cursor = plain, debug
        noted.is_on = False
        _noted.reset(token)


def all_say_the_same(questions: tuple[Question, ...]) -> bool:
    """Ask all again; tell whether each has the answer that it had. One that the database refuses has another."""
    try:
        with connection.cursor() as cursor:
            return all(one.says_the_same(cursor) for one in questions)
    except Error:
        return False
