"""The thread that joins everything about a body: from the guide, by a letter or a request, to what came of it.

Each app says what it has at which station; no part knows another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST = 5  # things at one station; the rest is behind its last line


class Station(StrEnum):
    """The stations in their order, with the words for each."""

    GUIDE = "guide"
    TEMPLATE = "template"
    BODY = "body"
    ASKED = "asked"
    RESPONSE = "response"
    PAGE = "page"
    FINDING = "finding"
    DEMAND = "demand"
    OUTCOME = "outcome"
    ELSEWHERE = "elsewhere"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return WORDS[self]


WORDS = {
    Station.GUIDE: "The guide",
    Station.TEMPLATE: "A letter to start from",
    Station.BODY: "The body",
    Station.ASKED: "What it was asked",
    Station.RESPONSE: "What it answered",
    Station.PAGE: "The documents",
    Station.FINDING: "What they show",
    Station.DEMAND: "What is demanded",
    Station.OUTCOME: "What came of it",
    Station.ELSEWHERE: "What worked elsewhere",
}


@dataclass(frozen=True, slots=True)
class Strand:
    """One thing at a station, and where it is read."""

    station: Station
    title: str
    href: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Knot:
    """A station with what there is at it, the first of them first."""

    station: Station
    strands: tuple[Strand, ...]


def knots(strands: Iterable[Strand]) -> tuple[Knot, ...]:
    """Return every station in order, also those at which there is nothing yet."""
    every = list(strands)
    return tuple(Knot(one, tuple(each for each in every if each.station is one)[:MOST]) for one in Station)
