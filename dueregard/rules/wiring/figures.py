"""The shapes in which apps hand figures and sourced facts to the home page, and which of them are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST = 4
MOST_FACTS = 3


@dataclass(frozen=True, slots=True)
class HomeFigure:
    """One counted thing: "61 %", "of requests were answered in time", and the page where a reader can follow it."""

    order: int
    number: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class HomeFact:
    """One published number with its source: who says so, the day it was published if that is known, and how sure."""

    number: str
    words: str
    source: str
    on: date | None
    href: str
    unsure: str = ""  # "reported second-hand"; empty for what was checked at its source


def shown_figures(given: Iterable[HomeFigure]) -> tuple[HomeFigure, ...]:
    """Return what the home page shows, in order: nothing that is none, for a nought there would say something."""
    told = sorted((one for one in given if one.number.strip("0 %")), key=lambda one: one.order)
    return tuple(told[:MOST])
