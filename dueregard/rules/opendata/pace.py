"""Decides whether one who asks often must wait. Counts stay in memory for a minute, under names that tell nothing.

Whoever calls makes the names; nothing here is written down.
"""

from __future__ import annotations

from collections.abc import Hashable

WINDOW = 60  # seconds
MOST_NAMES = 20_000  # one with many addresses fills no memory: those beyond share one count


class Pace:
    """Counts of one minute. At a new minute all are forgotten."""

    def __init__(self) -> None:
        self._minute = -1
        self._counts: dict[Hashable, int] = {}

    def begins(self, second: int) -> bool:
        """Tell whether a new minute has begun at this second, and forget the one before if so."""
        if second // WINDOW == self._minute:
            return False
        self._minute = second // WINDOW
        self._counts = {}
        return True

    def wait(self, name: Hashable, second: int, most: int) -> int:
        """Count a question; return how many seconds to wait, or 0 if it may be answered now."""
        self.begins(second)
        if name not in self._counts and len(self._counts) >= MOST_NAMES:
            name = None
        self._counts[name] = self._counts.get(name, 0) + 1
        return WINDOW - second % WINDOW if self._counts[name] > most else 0
