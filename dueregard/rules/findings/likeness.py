"""What may be compared: answers to the same question in the same version, of bodies of one kind in one nation.

A school is not held against a council, nor Scotland against England: other law, other words, other papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """Only what is alike in all four is compared."""

    question: str  # its key, which says the version
    kind: str
    nation: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How bodies like this one answered: each answer with how many gave it, the commonest first."""

    counts: tuple[tuple[str, int], ...]
    total: int


def question_key(pack: str, slug: str, version: int) -> str:
    """Return the key of a shipped question; of a group's own it is the question's id."""
    return f"{pack}.{slug}.{version}"


def is_meant_for(kind: str, nation: str, kinds: Iterable[str], nations: Iterable[str]) -> bool:
    """Tell whether a question makes sense for a body; one that names no kinds or nations makes sense for all."""
    kinds, nations = set(kinds), set(nations)
    return (not kinds or kind in kinds) and (not nations or nation in nations)


def compared(values: Iterable[str]) -> Compared:
    """Return the answers of bodies that are alike, counted."""
    counts = Counter(values)
    return Compared(tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))), counts.total())
