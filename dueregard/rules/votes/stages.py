"""What a count by single transferable vote shows of itself: its stages, their transfers, its ties, its result.

Votes are whole numbers of hundred-thousandths (`UNIT` is one vote), so that nothing is ever rounded.
Counts nothing; `transferable` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

UNIT = 100_000  # one vote; rule 48(3) cuts values at five decimal places


def in_words(votes: int) -> str:
    """Return votes as they are read out: whole ones without decimals, others with all five."""
    whole, rest = divmod(votes, UNIT)
    return f"{whole:,}.{rest:05}" if rest else f"{whole:,}"


class TieOver(StrEnum):
    """What has to be settled between candidates with equally many votes."""

    SURPLUS = "surplus"  # whose surplus is transferred first: rule 49(2) and (3)
    EXCLUSION = "exclusion"  # who is excluded: rule 51


@dataclass(frozen=True, slots=True)
class Tie:
    """A question that only a lot can answer: these had equally many votes at every stage."""

    over: TieOver
    stage: int  # the number of the stage that cannot begin until it is answered
    tied: tuple[str, ...]  # in the order of the voting paper


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that a person drew and recorded: the tie, and whom it fell on (who goes first, or who is excluded)."""

    tie: Tie
    drawn: str


@dataclass(frozen=True, slots=True)
class Choice:
    """How it was settled which of several came first: by an earlier stage, or by a lot."""

    over: TieOver
    tied: tuple[str, ...]
    chosen: str
    at_stages: tuple[int, ...]  # earlier stages that told them apart; empty where nothing but the lot did
    by_lot: bool


class Step(StrEnum):
    """What happened at a stage."""

    FIRST = "first"  # rule 45: first preferences
    SURPLUS = "surplus"  # rule 48: the surplus of an elected candidate
    EXCLUSION = "exclusion"  # rule 50: the papers of an excluded candidate


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that went one way together with one value. `to` is None where no further candidate is named."""

    to: str | None
    papers: int
    value: int  # of each paper

    @property
    def votes(self) -> int:
        """What the parcel is worth."""
        return self.papers * self.value


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: whose papers moved, where to, and how everybody stands at its end."""

    number: int
    step: Step
    of: str | None  # whose papers moved
    parcels: tuple[Parcel, ...]
    votes: Mapping[str, int]  # at the end of the stage; an excluded candidate has none
    not_transferable: int  # all that has gone so far to papers naming nobody further
    cut_off: int  # all that has been lost so far to cutting at five places
    elected: tuple[str, ...]  # deemed elected at this stage, most votes first
    excluded: str | None
    choice: Choice | None  # how it was decided whose papers move
    fills_last: bool = False  # rule 52: as many continuing as places were left, so nothing moved further


@dataclass(frozen=True, slots=True)
class Count:
    """A count as far as it goes: finished, or waiting for a lot."""

    candidates: tuple[str, ...]
    places: int
    papers: int
    quota: int  # in whole votes
    stages: tuple[Stage, ...]
    waits_for: Tie | None

    @property
    def elected(self) -> tuple[str, ...]:
        """Who is elected, in the order in which it happened."""
        return tuple(name for stage in self.stages for name in stage.elected)

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to settle."""
        return self.waits_for is None

    @property
    def without_a_vote(self) -> tuple[str, ...]:
        """Who is elected under rule 52 though no paper ever counted for them. The result has to say so."""
        return tuple(name for name in self.elected if not any(stage.votes.get(name, 0) for stage in self.stages))
