"""What a body sends after a review was asked for ends the waiting, whatever it calls its answer."""

from datetime import date

import pytest

from dueregard.rules.casework.events import EventKind, Happened, Outcome, Phase, Turn, meanings_in
from dueregard.rules.casework.standing import WhoAnswers, stand
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

SCOTTISH = WhoAnswers(Nation.SCOTLAND, BodyKind.UNIVERSITY, Law.FOISA)
SILENCE = [
    Happened(EventKind.REQUEST_RECEIVED, date(2026, 8, 3)),
    Happened(EventKind.REVIEW_ASKED, date(2026, 9, 14)),
]


def test_a_release_after_silence_and_a_review_ends_the_matter() -> None:
    standing = stand([*SILENCE, Happened(EventKind.RELEASED, date(2026, 9, 28))], SCOTTISH, shipped_holidays())
    assert (standing.phase, standing.turn, standing.outcome) == (Phase.ANSWERED, Turn.NOBODYS, Outcome.RELEASED)


@pytest.mark.parametrize("kind", [EventKind.REFUSED, EventKind.RELEASED_IN_PART, EventKind.NOT_HELD])
def test_any_other_answer_then_counts_as_the_outcome_of_the_review(kind: EventKind) -> None:
    standing = stand([*SILENCE, Happened(kind, date(2026, 9, 28))], SCOTTISH, shipped_holidays())
    assert (standing.phase, standing.turn) == (Phase.REVIEWED, Turn.OURS)
    assert standing.says == "They answered after we asked for a review"
    assert standing.due is not None
    assert standing.due.on == date(2027, 3, 28)  # six months; FOISA 2002, s.47(4)


def test_a_reply_is_not_asked_about_a_review_before_there_is_one() -> None:
    assert EventKind.REVIEW_UPHELD not in meanings_in(Phase.WAITING)
    assert EventKind.DECIDED in meanings_in(Phase.WAITING)
    assert meanings_in(Phase.REVIEW)[0] is EventKind.REVIEW_ACKNOWLEDGED
    assert EventKind.REFUSED in meanings_in(Phase.REVIEW)


@pytest.mark.parametrize("phase", list(Phase))
def test_in_every_phase_a_letter_may_have_been_lost(phase: Phase) -> None:
    assert EventKind.UNDELIVERED in meanings_in(phase)
