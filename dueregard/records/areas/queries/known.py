"""Which questions are answered openly, and how, as each app says it (`known` in `ADDS`, the name of a module).

Such a module holds `questions()`, which returns every question with public answers (`Asked`), and of some of them
`counts(asked, today, waiting)`, `of_bodies(asked, today, codes)` and `by_question(questions, today, codes)`: what
anyone may know, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from uuid import UUID

from django.conf import settings

from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.counts import Reading, reading
from dueregard.rules.areas.known import Asked, Known, area_known


@dataclass(frozen=True, slots=True)
class CountedAnswers:
    """How many bodies of a code and kind are in each state, and which bodies have an answer."""

    numbers: tuple[tuple[str, str, Known, int], ...]  # code, kind, state, how many
    answered: frozenset[UUID]  # of the bodies that were asked about


@dataclass(frozen=True, slots=True)
class KnownBody:
    """The answer about one body."""

    state: Known
    value: str
    since: str  # in words
    href: str
    area_code: str
    kind: str
    note: str = ""  # of which body it was the answer, if that one ended


@dataclass(frozen=True, slots=True)
class AreaKnown:
    """One area with the numbers of one question."""

    area: Area
    bodies: int
    states: Mapping[Known, int] = field(default_factory=dict)
    standing: Known = Known.NEVER

    @property
    def answered(self) -> int:
        """How many of its bodies have an answer for today."""
        return sum(number for state, number in self.states.items() if state.is_answer)

    @property
    def asked(self) -> int:
        """How many were asked and have none, or an old one."""
        return self.states.get(Known.ASKED, 0) + self.states.get(Known.OLD, 0)

    @property
    def never(self) -> int:
        """How many were never asked this, and nobody has looked."""
        return self.states.get(Known.NEVER, 0)


def questions() -> list[Asked]:
    """Return every question that the map can show. One query for each app that has some."""
    return [one for path in settings.KNOWN for one in import_module(path).questions()]


def question_of(key: str, offered: Collection[Asked]) -> Asked | None:
    """Return the question with a key, and None for a key that no public question has."""
    return next((one for one in offered if one.key == key), None)


def known_of_bodies(asked: Asked, today: date, codes: Collection[str] | None) -> dict[UUID, KnownBody]:
    """Return what is known of each body of these codes, or of all. At most three queries for each app."""
    found: dict[UUID, KnownBody] = {}
    for path in settings.KNOWN:
        found |= import_module(path).of_bodies(asked, today, codes)
    return found


def answers_here(offered: Collection[Asked], today: date, codes: Collection[str]) -> dict[Asked, Mapping[Known, int]]:
    """Return for each question the answers about the bodies of these codes, counted. One query for each app."""
    found: dict[Asked, Mapping[Known, int]] = {}
    for path in settings.KNOWN:
        found |= import_module(path).by_question(offered, today, codes)
    return found


def counted_known(asked: Asked, today: date, *, kind: str) -> tuple[list[AreaKnown], int]:
    """Return the numbers of every area for one question and one kind of body, and how many bodies lie in no area.

    At most nine queries. A county has the bodies of its districts with its own, except councils.
    """
    read = reading(today, kind=kind, asks=asked.asks)
    waiting = [one for one in read.asked if one.kind == kind]
    counts = [import_module(path).counts(asked, today, {one.body for one in waiting}) for path in settings.KNOWN]
    states: dict[int, Counter[Known]] = {key: Counter() for key in read.areas}
    bodies: Counter[int] = Counter()
    nowhere = 0
    for code, _, number in read.numbers:
        if code in read.where:
            bodies[read.where[code]] += number
        else:
            nowhere += number
    for one in counts:
        for code, of_kind, state, number in one.numbers:
            if of_kind == kind and code in read.where:
                states[read.where[code]][state] += number
    answered = frozenset().union(*(one.answered for one in counts))
    for waits in waiting:
        if waits.body not in answered and waits.area_code in read.where:
            states[read.where[waits.area_code]][Known.ASKED] += 1
    return _rows(read, asked, bodies, states, kind), nowhere


def _rows(
    read: Reading, asked: Asked, bodies: Counter[int], states: dict[int, Counter[Known]], kind: str
) -> list[AreaKnown]:
    for key, area in read.areas.items():
        if not asked.is_for(kind, area.nation):
            bodies[key] = sum(states[key].values())  # nobody is waited for where the question makes no sense
        left = bodies[key] - sum(states[key].values())
        if left > 0:
            states[key][Known.NEVER] = left
    if kind != "local_authority":
        for key, area in read.areas.items():
            if area.parent_id in states:
                bodies[area.parent_id] += bodies[key]
                states[area.parent_id] += states[key]
    return [
        AreaKnown(
            area,
            bodies[key],
            states[key],
            area_known(states[key], is_meant=asked.is_for(kind, area.nation) and bool(bodies[key])),
        )
        for key, area in read.areas.items()
    ]
