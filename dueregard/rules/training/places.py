"""Reads where somebody says a sentence is: a slide or a page by its number, a recording by minute and second."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:slide|page|p\.?|s\.?|no\.?)?\s*(\d{1,5})", re.IGNORECASE)
_CLOCK = re.compile(r"(?:at\s+)?(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_SPOKEN = re.compile(r"(?:(\d{1,2})\s*h\w*\s*)?(?:(\d{1,3})\s*m\w*\s*)?(?:(\d{1,5})\s*s\w*)?", re.IGNORECASE)

WRITE_A_NUMBER = "Write the number of the slide or page, such as 7."
WRITE_A_TIME = "Write minutes and seconds of the recording, such as 12:05 or 1:12:05."


class NotAPlace(ValueError):
    """The words name no slide and no second; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence is: a page, counted from 1, or a moment of a recording in thousandths of a second."""

    page: int | None = None
    ms: int | None = None


def place_of(typed: str, *, is_sound: bool) -> Place:
    """Read a place; empty words name none. Raises: NotAPlace"""
    words = " ".join(typed.split())
    if not words:
        return Place()
    if is_sound:
        return Place(ms=_moment(words))
    number = _NUMBER.fullmatch(words)
    if not number or int(number[1]) < 1:
        raise NotAPlace(WRITE_A_NUMBER)
    return Place(page=int(number[1]))


def _moment(words: str) -> int:
    clock = _CLOCK.fullmatch(words)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        if clock[1] and minutes > 59:
            raise NotAPlace(WRITE_A_TIME)
        return ((hours * 60 + minutes) * 60 + seconds) * 1000
    spoken = _SPOKEN.fullmatch(words)
    if spoken and any(spoken.groups()):
        hours, minutes, seconds = (int(part or 0) for part in spoken.groups())
        return ((hours * 60 + minutes) * 60 + seconds) * 1000
    raise NotAPlace(WRITE_A_TIME)
