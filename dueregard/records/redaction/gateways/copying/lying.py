"""How a page lay before it was set upright, and what was found on it, told in places of the page as it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dueregard.rules.documents.reading import Word
from dueregard.rules.documents.turned import from_upright, to_upright
from dueregard.rules.redaction.looking import Place, near_on
from dueregard.rules.redaction.marks import Rectangle
from dueregard.rules.redaction.near_words import Sought
from dueregard.rules.redaction.same_words import Spoken

MOST_TOLD = 500  # places of a page; a page with more is refused all the same


@dataclass(frozen=True, slots=True)
class Lying:
    """Width and height of a page in points as it came, and by how many degrees it is turned clockwise."""

    width: float
    height: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the upright page."""
        return (self.height, self.width) if self.turn in {90, 270} else (self.width, self.height)

    def upright(self, one: Rectangle) -> Rectangle:
        """Return a rectangle where it is on the upright page."""
        box = to_upright((one.left, one.top, one.right, one.bottom), self.turn, self.width, self.height)
        return Rectangle(*box, one.reason)

    def side(self, one: Rectangle) -> list[float]:
        """Return the four sides of a rectangle of the upright page where it was on the page as it came."""
        box = (one.left, one.top, one.right, one.bottom)
        return [round(side, 2) for side in from_upright(box, self.turn, self.width, self.height)]

    def told(self, places: Iterable[Place]) -> list[dict[str, Any]]:
        """Return places of the upright page for the parent, where they were on the page as it came."""
        rows = []
        for one in list(places)[:MOST_TOLD]:
            box = from_upright((one.left, one.top, one.right, one.bottom), self.turn, self.width, self.height)
            left, top, right, bottom = (round(side, 2) for side in box)
            rows.append(replace(one, left=left, top=top, right=right, bottom=bottom).as_json())
        return rows


class Soughts:
    """The phrases that are looked for, each prepared once."""

    def __init__(self) -> None:
        self._known: dict[str, Sought] = {}

    def near(self, page: int, words: Sequence[Word], phrases: Sequence[str], *, also_itself: bool) -> list[Place]:
        """Return the places of a page that are near one of the phrases."""
        spoken = Spoken(words)
        return [
            place
            for phrase in phrases
            for place in near_on(page, spoken, self._known.setdefault(phrase, Sought(phrase)), also_itself=also_itself)
        ]
