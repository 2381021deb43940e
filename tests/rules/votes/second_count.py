"""A second count by single transferable vote, slow, written from the rules alone and sharing no line with the first.

Every paper is an object of its own that remembers each hand it was in; votes are exact fractions, cut where rule 48(3)
cuts; every stage adds up all papers again. `draw` is asked where only a lot decides.
Source: SSI 2007/42, schedule 1, rules 45 to 52.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor

Draw = Callable[[list[str]], str]


class Paper:
    """One voting paper: its preferences, and the hands it has been in, each with the value it came with."""

    def __init__(self, preferences: Iterable[str]) -> None:
        self.preferences = list(preferences)
        self.hands: list[tuple[str, Fraction]] = [(self.preferences[0], Fraction(1))]
        self.is_spent = False

    @property
    def holder(self) -> str | None:
        return None if self.is_spent else self.hands[-1][0]

    def next_hand(self, continuing: set[str]) -> str | None:
        seen = self.preferences.index(self.hands[-1][0])
        return next((one for one in self.preferences[seen + 1 :] if one in continuing), None)


class SecondCount:
    """The whole count; `tables` holds the votes of everybody at the end of each stage."""

    def __init__(self, papers: list[list[str]], candidates: list[str], places: int, draw: Draw) -> None:
        self.papers = [Paper(one) for one in papers if one]
        self.candidates, self.places, self.draw = candidates, places, draw
        self.quota = len(self.papers) // (places + 1) + 1
        self.elected: list[str] = []
        self.excluded: list[str] = []
        self.settled_surplus: set[str] = set()
        self.tables: list[dict[str, Fraction]] = []
        self.lots: list[tuple[list[str], str]] = []

    def run(self) -> SecondCount:
        self._write_down()
        while len(self.elected) < self.places and self._continuing():
            over = [name for name in self.elected if self._votes(name) > self.quota]
            if over:
                self._pass_surplus(self._one_of(over, most=True))
            else:
                self._pass_all(self._one_of(list(self._continuing()), most=False))
            self._write_down()
        return self

    def _continuing(self) -> set[str]:
        return {name for name in self.candidates if name not in self.elected and name not in self.excluded}

    def _votes(self, name: str) -> Fraction:
        if name in self.settled_surplus:
            return Fraction(self.quota)
        return sum((paper.hands[-1][1] for paper in self.papers if paper.holder == name), Fraction(0))

    def _write_down(self) -> None:
        table = {name: self._votes(name) for name in self.candidates}
        self.tables.append(table)
        reached = [name for name in self._continuing() if table[name] >= self.quota]
        if len(self._continuing()) <= self.places - len(self.elected):
            reached = list(self._continuing())
        self.elected += sorted(reached, key=lambda name: (-table[name], self.candidates.index(name)))

    def _one_of(self, names: list[str], *, most: bool) -> str:
        now = self.tables[-1]
        edge = (max if most else min)(now[name] for name in names)
        equal = [name for name in self.candidates if name in names and now[name] == edge]
        for table in self.tables[-2::-1]:
            edge = (max if most else min)(table[name] for name in equal)
            equal = [name for name in equal if table[name] == edge]
        if len(equal) > 1:
            self.lots.append((equal, self.draw(equal)))
            return self.lots[-1][1]
        return equal[0]

    def _pass_surplus(self, name: str) -> None:
        credited = self._votes(name)
        surplus = credited - self.quota
        continuing = self._continuing()
        for paper in [one for one in self.papers if one.holder == name]:
            value = Fraction(floor(surplus * paper.hands[-1][1] / credited * 100_000), 100_000)
            self._hand_on(paper, continuing, value)
        self.settled_surplus.add(name)

    def _pass_all(self, name: str) -> None:
        self.excluded.append(name)
        continuing = self._continuing()
        for paper in [one for one in self.papers if one.holder == name]:
            self._hand_on(paper, continuing, paper.hands[-1][1])

    @staticmethod
    def _hand_on(paper: Paper, continuing: set[str], value: Fraction) -> None:
        to = paper.next_hand(continuing)
        if to is None:
            paper.is_spent = True
        else:
            paper.hands.append((to, value))
