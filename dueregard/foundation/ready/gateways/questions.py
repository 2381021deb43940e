"""Writes down what a page asks the database while it is made, and later asks the same again: are the answers the same?

So a page need not be made again because a worker's heart beat. Only what reads is ever asked again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

from django.db import connection

Read = TypeVar("Read")
MOST = 200  # questions of one page that are worth asking again


@dataclass(frozen=True, slots=True)
class Question:
    """One statement with its values."""

    statement: str
    values: Any

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return len(self.statement) + len(repr(self.values)) + 200


@dataclass
class Noted:
    """What one page has asked since `begin`."""

    is_on: bool = False
    questions: list[Question] = field(default_factory=list)
    only_asks: bool = True
    read: dict[Callable[[], Any], Any] = field(default_factory=dict)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.is_on:
            if many or not sql.lstrip(" (\n").startswith("SELECT"):
                self.only_asks = False
            else:
                self.questions.append(Question(sys.intern(sql), params))
        return execute(sql, params, many, context)


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


@contextmanager
def noting() -> Iterator[Noted]:
    """Write down what this thread asks, from `is_on` on."""
    noted = Noted()
    token = _noted.set(noted)
    try:
        with connection.execute_wrapper(noted):
            yield noted
    finally:
        noted.is_on = False
        _noted.reset(token)


def answers(questions: tuple[Question, ...]) -> bytes:
    """Ask all of them; return a hash of everything that was answered."""
    told = blake2b(digest_size=16)
    with connection.cursor() as cursor:
        for one in questions:
            cursor.execute(one.statement, one.values)
            told.update(repr(cursor.fetchall()).encode())
    return told.digest()
