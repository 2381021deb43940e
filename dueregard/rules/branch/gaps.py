"""Holds each thing that was asked against the response: answered, partly answered, not answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 60
LONGEST = 500
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[-*•–])\s+", re.IGNORECASE)


class Answered(StrEnum):
    """How far one thing asked was answered."""

    UNREAD = "unread"
    YES = "answered"
    PARTLY = "partly"
    NO = "not"


# Tone and words for a list.
ANSWERED_WORDS: Mapping[Answered, tuple[str, str]] = {
    Answered.UNREAD: ("quiet", "not read yet"),
    Answered.YES: ("good", "answered"),
    Answered.PARTLY: ("part", "partly answered"),
    Answered.NO: ("no", "not answered"),
}


class NotAReading(ValueError):
    """What was said of an answer does not hold together; the message says why."""


class NothingAsked(ValueError):
    """There are no lines, or too many or too long ones; the message says which."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the things asked were answered, and how far all are read."""

    asked: int
    answered: int
    partly: int
    not_answered: int
    unread: int

    @property
    def gaps(self) -> int:
        """How many are open still: those that nobody or only part of an answer met."""
        return self.partly + self.not_answered


def tally(answers: Iterable[str]) -> Tally:
    """Count answers by how far each goes."""
    found = [Answered(one) for one in answers]
    return Tally(
        len(found),
        found.count(Answered.YES),
        found.count(Answered.PARTLY),
        found.count(Answered.NO),
        found.count(Answered.UNREAD),
    )


def things_asked(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """Read things asked, one on each line, without numbers; what is known already is left out. Raises: NothingAsked"""
    seen = {_plain(one) for one in known}
    found: list[str] = []
    for line in text.splitlines():
        words = " ".join(_NUMBERED.sub("", line).split())
        if len(words) > LONGEST:
            raise NothingAsked(f"“{words[:60]}…” is longer than {LONGEST} characters. Ask for one thing on each line.")
        if words and _plain(words) not in seen:
            seen.add(_plain(words))
            found.append(words)
    if not found:
        raise NothingAsked("Write at least one thing that you asked and that is not in the list yet.")
    if len(found) + len(known) > MOST:
        raise NothingAsked(f"That is more than {MOST} things. Nobody answers so many: choose those that matter.")
    return tuple(found)


def check_reading(answered: Answered, words: str) -> None:
    """Refuse an answer without the passage that gives it. Raises: NotAReading"""
    if answered in {Answered.YES, Answered.PARTLY} and not words.strip():
        raise NotAReading("Copy the passage of the response that answers it. Without one it is not answered.")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip("?. ")
