"""The letters that a group wrote to the body of its path, with their replies, as the body's history has them.

Whichever part sent a letter, its line is there; so a path needs to know none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.parts.branch.models import Path
from dueregard.records.history.queries import LetterLine, letters_to

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A letter or a reply: its words, its day, the page where it is read."""

    words: str
    on: date
    href: str


@dataclass(frozen=True, slots=True)
class PathLetter:
    """A letter with its replies. `add` is where what it asks is put on the list; empty once that was done."""

    letter: Link
    replies: tuple[Link, ...]
    asks: int
    add: str


class Letters:
    """The letters of a path. One query."""

    def __init__(self, path: Path, person: Person | None) -> None:
        self._path = path
        self._lines = letters_to(path.body, path.group, person)

    def listed(self, known: frozenset[str]) -> tuple[PathLetter, ...]:
        """Return them all; `known` are the keys of those whose asks are on the list."""
        add = reverse("branch:add_asks", args=[self._path.pk])
        return tuple(
            PathLetter(
                letter=Link(one.says, localdate(one.at), one.path),
                replies=tuple(Link("Reply", localdate(reply.at), reply.path) for reply in one.replies),
                asks=len(one.asked),
                add=f"{add}?letter={one.key}" if one.asked and one.key not in known else "",
            )
            for one in self._lines
        )

    def links(self) -> dict[str, Link]:
        """Return where each letter and reply is read, by its key."""
        found = {one.key: Link(one.says, localdate(one.at), one.path) for one in self._lines}
        for one in self._lines:
            found |= {reply.key: Link("Reply", localdate(reply.at), reply.path) for reply in one.replies}
        return found

    def to_choose(self) -> Choices:
        """Return the letters to choose from."""
        return [(one.key, f"{one.says} ({_day(localdate(one.at))})") for one in self._lines]

    def replies_to_choose(self) -> Choices:
        """Return the replies to choose from."""
        return [
            (reply.key, f"Reply of {_day(localdate(reply.at))} to “{one.says}”")
            for one in self._lines
            for reply in one.replies
        ]

    def asked_by(self, key: str) -> LetterLine | None:
        """Return the letter of a key."""
        return next((one for one in self._lines if one.key == key), None)


def _day(on: date) -> str:
    return date_format(on, "j F Y")
