"""Holds things up to a number of bytes, and lets go first of what nobody asked for longest.

What is held, and whether it is still right, the caller knows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
LARGEST = 8  # one thing may take an eighth of the room at most, so that none turns all others out


class Room(Generic[Thing]):
    """A number of bytes, shared by all threads of a process."""

    def __init__(self, size: int) -> None:
        self.size, self.held = size, 0  # bytes
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Thing | None:
        """Return what is held under a key: it was asked for last now."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: Thing, weight: int) -> bool:
        """Hold a thing of so many bytes in place of what was there. Returns False where it is too large to be held."""
        with self._lock:
            self._drop(key)
            if weight > self.size // LARGEST:
                return False
            self._things[key] = (thing, weight)
            self.held += weight
            while self.held > self.size:
                self._drop(next(iter(self._things)))
            return True

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._things.clear()
            self.held = 0

    def __len__(self) -> int:
        return len(self._things)

    def _drop(self, key: Hashable) -> None:
        if gone := self._things.pop(key, None):
            self.held -= gone[1]
