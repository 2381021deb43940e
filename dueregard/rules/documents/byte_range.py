"""Which bytes of a file a player asks for. One stretch at a time; several at once are answered with the whole file.

Source: RFC 9110, 14.1.2 and 14.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)


class NotThere(Exception):
    """The stretch asked for lies beyond the file."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


def stretch_asked(header: str, size: int) -> Stretch | None:
    """Return the stretch that a Range header asks for, or None for the whole file. Raises: NotThere"""
    asked = _ONE.fullmatch(header)
    if asked is None or not (asked[1] or asked[2]):
        return None
    if not asked[1]:  # the last so many bytes
        count = min(int(asked[2]), size)
        if count == 0:
            raise NotThere
        return Stretch(size - count, size - 1)
    first = int(asked[1])
    last = min(int(asked[2]), size - 1) if asked[2] else size - 1
    if asked[2] and int(asked[2]) < first:
        return None  # no range at all: to be passed over
    if first >= size:
        raise NotThere
    return Stretch(first, last)
