"""A campaign's bar: each request is in one state, and what is neither none nor all never looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.states import PATTERNS, SOLID, WORDS, State, added, bar_of, share_of, state_of


@pytest.mark.parametrize(
    ("phase", "turn", "outcome", "is_past", "state"),
    [
        (Phase.PREPARING, Turn.OURS, None, True, State.NOT_SENT),
        (Phase.WAITING, Turn.THEIRS, None, False, State.WAITING),
        (Phase.WAITING, Turn.THEIRS, None, True, State.OVERDUE),
        (Phase.CLARIFYING, Turn.OURS, None, True, State.WAITING),
        (Phase.UNDELIVERED, Turn.OURS, None, False, State.WAITING),
        (Phase.ANSWERED, Turn.NOBODYS, Outcome.RELEASED, True, State.ANSWERED),
        (Phase.ANSWERED, Turn.OURS, Outcome.RELEASED_IN_PART, True, State.IN_PART),
        (Phase.REVIEW, Turn.THEIRS, Outcome.REFUSED, True, State.REFUSED),
        (Phase.CLOSED, Turn.NOBODYS, Outcome.NOT_HELD, True, State.NOT_HELD),
        (Phase.CLOSED, Turn.NOBODYS, None, True, State.CLOSED),
    ],
)
def test_a_request_is_in_one_state(
    phase: Phase, turn: Turn, outcome: Outcome | None, is_past: bool, state: State
) -> None:
    assert state_of(phase=phase, turn=turn, outcome=outcome, is_past=is_past) is state


def test_every_state_has_words_and_one_look() -> None:
    assert WORDS.keys() == set(State)
    assert SOLID.keys() | PATTERNS.keys() == set(State)
    assert not SOLID.keys() & PATTERNS.keys()


@pytest.mark.parametrize(
    ("number", "total", "share"),
    [(1, 1, "100%"), (1, 2, "50%"), (1, 300, "under 1%"), (299, 300, "over 99%"), (2, 3, "67%")],
)
def test_a_share_is_said(number: int, total: int, share: str) -> None:
    assert share_of(number, total) == share


def test_a_bar_says_itself_in_words() -> None:
    bar = bar_of(added([(State.OVERDUE, 1), (State.ANSWERED, 2), (State.OVERDUE, 1)]))
    assert (bar.says, bar.total) == ("2 answered, 2 overdue", 4)
    assert [(piece.at, piece.width) for piece in bar.pieces] == [("0%", "50%"), ("50%", "50%")]
    assert bar_of({}).pieces == ()


@given(st.dictionaries(st.sampled_from(State), st.integers(min_value=1, max_value=10_000), min_size=1))
def test_the_pieces_of_a_bar_fill_it(counts: dict[State, int]) -> None:
    bar = bar_of(counts)
    widths = [float(piece.width.rstrip("%")) for piece in bar.pieces]
    assert sum(widths) == pytest.approx(100, abs=0.1)
    assert [piece.number for piece in bar.pieces] == [counts[piece.state] for piece in bar.pieces]
    assert sum(piece.number for piece in bar.pieces) == bar.total
