"""Counts ranked votes by single transferable vote, as councils in Scotland are elected.

A tie that no earlier stage settles is returned as a question; the count goes on when the lot that a person drew is
given to it. Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52,
https://www.legislation.gov.uk/ssi/2007/42/schedule/1. What a count shows, `stages` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dueregard.rules.votes.stages import UNIT, Choice, Count, Lot, Parcel, Stage, Step, Tie, TieOver

Ranking = tuple[str, ...]  # from the first preference on


class NotCountable(ValueError):
    """What should be counted is no set of ranked papers; the message says why."""


class LotDoesNotFit(ValueError):
    """A lot was recorded for another tie than the one that the count came to."""


@dataclass(slots=True)
class _Pile:
    """Papers alike that lie with one candidate: their ranking, how far it has been read, how many, worth what."""

    ranking: Ranking
    at: int
    papers: int
    value: int


@dataclass(slots=True)
class _State:
    candidates: tuple[str, ...]
    places: int
    quota: int
    lots: list[Lot]
    continuing: set[str]
    piles: dict[str, list[_Pile]]
    votes: dict[str, int]
    pending: set[str] = field(default_factory=set)  # elected with more than the quota
    stages: list[Stage] = field(default_factory=list)
    filled: int = 0
    not_transferable: int = 0
    cut_off: int = 0


class _Waits(Exception):
    def __init__(self, tie: Tie) -> None:
        super().__init__(tie)
        self.tie = tie


def count(
    papers: Mapping[Ranking, int] | Iterable[Ranking],
    *,
    candidates: Sequence[str],
    places: int,
    lots: Sequence[Lot] = (),
) -> Count:
    """Count until all places are filled, or until a lot must be drawn that is not among `lots`.

    Papers that name nobody are not valid and not counted. Raises: NotCountable, LotDoesNotFit
    """
    names = tuple(candidates)
    grouped = _checked(papers, names, places)
    total = sum(grouped.values())
    state = _State(
        candidates=names,
        places=places,
        quota=total // (places + 1) + 1,  # rule 46
        lots=list(lots),
        continuing=set(names),
        piles={name: [] for name in names},
        votes=dict.fromkeys(names, 0),
    )
    waits_for = None
    try:
        _first_stage(state, grouped)
        while state.filled < places and state.continuing:
            _next_stage(state)
    except _Waits as waits:
        waits_for = waits.tie
    if state.lots:
        raise LotDoesNotFit("A lot was recorded for a tie that this count does not come to.")
    return Count(names, places, total, state.quota, tuple(state.stages), waits_for)


def _checked(
    papers: Mapping[Ranking, int] | Iterable[Ranking], names: tuple[str, ...], places: int
) -> Mapping[Ranking, int]:
    if len(set(names)) != len(names):
        raise NotCountable("Two candidates have the same name.")
    if places < 1:
        raise NotCountable("At least one place must be filled.")
    grouped = dict(papers) if isinstance(papers, Mapping) else Counter(papers)
    known = set(names)
    for ranking, number in grouped.items():
        if number < 0 or len(set(ranking)) != len(ranking) or not known.issuperset(ranking):
            raise NotCountable("A paper ranks someone twice, or someone who is no candidate.")
    return {ranking: number for ranking, number in grouped.items() if ranking and number}


def _first_stage(state: _State, grouped: Mapping[Ranking, int]) -> None:
    """Sort the papers by first preference. Source: rule 45."""
    for ranking, number in grouped.items():
        state.piles[ranking[0]].append(_Pile(ranking, 0, number, UNIT))
        state.votes[ranking[0]] += number * UNIT
    _end_stage(state, Step.FIRST, None, (), None)


def _next_stage(state: _State) -> None:
    if state.pending:
        number = len(state.stages) + 1
        most = max(state.votes[name] for name in state.pending)
        tied = _in_order(state, (name for name in state.pending if state.votes[name] == most))
        name, choice = _settled(state, tied, TieOver.SURPLUS, number)
        _transfer_surplus(state, name, choice)
    else:
        number = len(state.stages) + 1
        least = min(state.votes[name] for name in state.continuing)
        tied = _in_order(state, (name for name in state.continuing if state.votes[name] == least))
        name, choice = _settled(state, tied, TieOver.EXCLUSION, number)
        _exclude(state, name, choice)


def _transfer_surplus(state: _State, name: str, choice: Choice | None) -> None:
    """Pass on a surplus: every paper, at its value × surplus ÷ votes, cut at five places. Source: rule 48."""
    state.pending.remove(name)
    credited = state.votes[name]
    surplus = credited - state.quota * UNIT
    moved: Counter[tuple[str | None, int]] = Counter()
    for pile in state.piles[name]:
        pile.value = surplus * pile.value // credited
        moved[_move(state, pile), pile.value] += pile.papers
    state.piles[name] = []
    state.votes[name] = state.quota * UNIT
    parcels = _parcels(state, moved)
    state.cut_off += surplus - sum(parcel.votes for parcel in parcels)
    _end_stage(state, Step.SURPLUS, name, parcels, choice)


def _exclude(state: _State, name: str, choice: Choice | None) -> None:
    """Exclude, and pass the papers on at the value they came with. Source: rule 50.

    The last exclusion has its transfer, too, as councils count it: rule 52 looks at how things are after a stage.
    """
    state.continuing.remove(name)
    moved: Counter[tuple[str | None, int]] = Counter()
    for pile in state.piles[name]:
        moved[_move(state, pile), pile.value] += pile.papers
    state.piles[name] = []
    state.votes[name] = 0
    _end_stage(state, Step.EXCLUSION, name, _parcels(state, moved), choice)


def _move(state: _State, pile: _Pile) -> str | None:
    """Give a pile to the next continuing candidate it names, and return who that is."""
    for at in range(pile.at + 1, len(pile.ranking)):
        to = pile.ranking[at]
        if to in state.continuing:
            pile.at = at
            state.piles[to].append(pile)
            return to
    return None


def _parcels(state: _State, moved: Mapping[tuple[str | None, int], int]) -> tuple[Parcel, ...]:
    """Credit what moved, and return it in the order of the voting paper, highest value first."""
    for (to, value), papers in moved.items():
        if to is None:
            state.not_transferable += papers * value
        else:
            state.votes[to] += papers * value
    place = {name: at for at, name in enumerate(state.candidates)}
    parcels = (Parcel(to, papers, value) for (to, value), papers in moved.items())
    return tuple(sorted(parcels, key=lambda one: (len(place) if one.to is None else place[one.to], -one.value)))


def _end_stage(state: _State, step: Step, of: str | None, parcels: tuple[Parcel, ...], choice: Choice | None) -> None:
    """Deem elected who reached the quota, and fill the last places where as many continue. Source: rules 47, 52."""
    elected = [name for name in state.continuing if state.votes[name] >= state.quota * UNIT]
    fills_last = len(state.continuing) <= state.places - state.filled
    if fills_last:
        elected = list(state.continuing)
    elected.sort(key=lambda name: (-state.votes[name], state.candidates.index(name)))
    state.continuing.difference_update(elected)
    state.filled += len(elected)
    state.pending.update(name for name in elected if state.votes[name] > state.quota * UNIT)
    state.stages.append(
        Stage(
            number=len(state.stages) + 1,
            step=step,
            of=of,
            parcels=parcels,
            votes=dict(state.votes),
            not_transferable=state.not_transferable,
            cut_off=state.cut_off,
            elected=tuple(elected),
            excluded=of if step is Step.EXCLUSION else None,
            choice=choice,
            fills_last=fills_last,
        )
    )


def _in_order(state: _State, names: Iterable[str]) -> tuple[str, ...]:
    chosen = set(names)
    return tuple(name for name in state.candidates if name in chosen)


def _settled(state: _State, tied: tuple[str, ...], over: TieOver, number: int) -> tuple[str, Choice | None]:
    """Return who comes first: by the latest stage that tells them apart, else by lot. Source: rules 49 and 51.

    Where such a stage leaves several equal at the end that matters, it has told these apart from the others, and
    the search goes on among them at the stages before it.
    """
    if len(tied) == 1:
        return tied[0], None
    left, used = tied, []
    for stage in reversed(state.stages[:-1]):
        pick = max if over is TieOver.SURPLUS else min
        there = pick(stage.votes[name] for name in left)
        narrower = tuple(name for name in left if stage.votes[name] == there)
        if len(narrower) < len(left):
            used.append(stage.number)
            left = narrower
        if len(left) == 1:
            return left[0], Choice(over, tied, left[0], tuple(used), by_lot=False)
    tie = Tie(over, number, left)
    if not state.lots:
        raise _Waits(tie)
    lot = state.lots.pop(0)
    if lot.tie != tie or lot.drawn not in left:
        raise LotDoesNotFit("The recorded lot is for another tie than the one this count comes to.")
    return lot.drawn, Choice(over, tied, lot.drawn, tuple(used), by_lot=True)
