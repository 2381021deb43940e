"""The kept pages of this process, in its memory: pages with a question in their address have a quarter of the room.

So whoever makes up questions turns out no page that others read. Beside them, answers to questions that pages of
members ask again and again (`queries.read_while_unchanged`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings

from dueregard.foundation.ready.gateways.questions import Question
from dueregard.foundation.ready.gateways.sign import DatabaseSign, Sign
from dueregard.rules.ready.keeping import KEY, Key, Moment
from dueregard.rules.ready.room import Room

MEGABYTE = 1_000_000
TURNS = 64
ANSWERS = 1_000  # answers that are remembered, beside the pages
OWN = 1_500  # bytes that a page takes beside what is counted
_QUERY = KEY.index("QUERY_STRING")


@dataclass(slots=True)
class ReadyPage:
    """A page as it left, a sign before which nothing was read for it, and what it had asked the database.

    `sign` moves on when the same was answered again. `packed` is empty where packing is not worth it.
    """

    content: bytes
    packed: bytes
    headers: dict[str, str]
    made: Moment
    sign: Sign
    questions: tuple[Question, ...]

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        told = sum(len(name) + len(value) for name, value in self.headers.items())
        return OWN + len(self.content) + len(self.packed) + told + sum(one.weight for one in self.questions)


class Shelf:
    """All kept pages, and turns: of all who want a page that has to be made again, one makes it."""

    def __init__(self) -> None:
        self.sign = DatabaseSign()
        self.rooms: tuple[Room[ReadyPage], Room[ReadyPage]] = (Room(0), Room(0))
        self.answers: Room[tuple[Sign, Any]] = Room(ANSWERS)  # by number, not by bytes
        self._answered_at: Sign | None = None
        self._turns = [Lock() for _ in range(TURNS)]
        self._size = 0

    @property
    def is_on(self) -> bool:
        """Tell whether pages are kept at all. While developing they are not: templates change under our hands."""
        if self._size != settings.READY_MEGABYTES:
            self._size = settings.READY_MEGABYTES
            self.rooms = Room(self._size * MEGABYTE * 3 // 4), Room(self._size * MEGABYTE // 4)
        return self._size > 0 and not settings.DEBUG

    def get(self, key: Key) -> ReadyPage | None:
        """Return the page kept under this key, right or not."""
        return self._room(key).get(key)

    def put(self, key: Key, page: ReadyPage) -> None:
        """Keep a page."""
        self._room(key).put(key, page, page.weight + sum(map(len, key)))

    @contextmanager
    def turn(self, key: Key) -> Iterator[None]:
        """Wait until nobody else makes this page."""
        with self._turns[hash(key) % TURNS]:
            yield

    def answers_of(self, sign: Sign) -> Room[tuple[Sign, Any]]:
        """Return the remembered answers. Those of another sign are let go: nobody is ever given them again.

        So they take little room on a site where something is written twice a second, and what was erased leaves memory.
        """
        if self._answered_at != sign:
            self.answers.clear()
            self._answered_at = sign
        return self.answers

    def forget(self) -> None:
        """Let go of every page and answer, and of the connection to the database."""
        for room in (*self.rooms, self.answers):
            room.clear()
        self.sign.close()

    def _room(self, key: Key) -> Room[ReadyPage]:
        return self.rooms[bool(key[_QUERY])]


SHELF = Shelf()
