"""What an app says when somebody asks how the site is: what is fine, what to look at, and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Tone(IntEnum):
    """How bad it is."""

    FINE = 0
    LOOK = 1  # it will become wrong, or a person has to decide
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at: what about, how it is in a sentence, and what to do where something can be done."""

    about: str
    tone: Tone
    words: str
    to_do: str = ""


def in_order(remarks: Iterable[Remark]) -> list[Remark]:
    """Return the worst first; what is equally bad by what it is about."""
    return sorted(remarks, key=lambda one: (-one.tone, one.about))


def counted(number: int, one: str, several: str) -> str:
    """Return a number with its words."""
    return f"{number:,} {one if number == 1 else several}"
