"""Reads the names under an open letter, one on each line, and says which are there twice. None is taken out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST = 500


@dataclass(frozen=True, slots=True)
class Twice:
    """A name on several lines, as it was first written; lines count from 1."""

    name: str
    lines: tuple[int, ...]

    @property
    def says(self) -> str:
        """The fact as a sentence."""
        *before, last = map(str, self.lines)
        return f"“{self.name}” is on lines {', '.join(before)} and {last}."


def names_of(typed: str) -> tuple[str, ...]:
    """Return the names in their order, without empty lines and signs of a list."""
    lines = (re.sub(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+", "", line) for line in typed.splitlines())
    return tuple(name for line in lines if (name := " ".join(line.split())))


def written_twice(typed: str) -> tuple[Twice, ...]:
    """Return the names that are there more than once, whatever their case, accents' form, dots and spaces."""
    found: dict[str, list[tuple[int, str]]] = {}
    for at, line in enumerate(typed.splitlines(), start=1):
        for name in names_of(line):
            found.setdefault(_same(name), []).append((at, name))
    return tuple(Twice(lines[0][1], tuple(at for at, _ in lines)) for lines in found.values() if len(lines) > 1)


def _same(name: str) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip() or name
