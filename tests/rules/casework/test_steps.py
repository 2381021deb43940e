"""On a given day, the page offers the step that helps now, and says why."""

from datetime import date

import pytest

from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.steps import NextStep, Place, is_late, next_steps
from dueregard.rules.law.laws import Law

DUE = date(2026, 11, 19)
AFTER = date(2026, 11, 20)

OFFERS = [
    (Phase.WAITING, Turn.THEIRS, Law.FOIA, None, DUE, []),
    (Phase.WAITING, Turn.THEIRS, Law.FOIA, None, AFTER, [NextStep.REMINDER, NextStep.COMPLAINT]),
    (Phase.WAITING, Turn.THEIRS, Law.FOISA, None, AFTER, [NextStep.REMINDER, NextStep.REVIEW]),
    (Phase.CLARIFYING, Turn.OURS, Law.FOIA, None, AFTER, [NextStep.CLARIFICATION]),
    (Phase.UNDELIVERED, Turn.OURS, Law.FOIA, None, AFTER, [NextStep.NEW_ADDRESS]),
    (Phase.ANSWERED, Turn.OURS, Law.FOIA, Outcome.REFUSED, DUE, [NextStep.REVIEW, NextStep.CLOSE]),
    (Phase.ANSWERED, Turn.OURS, Law.FOIA, Outcome.REFUSED, AFTER, [NextStep.CLOSE, NextStep.REVIEW]),
    (Phase.ANSWERED, Turn.NOBODYS, Law.FOIA, Outcome.RELEASED, AFTER, [NextStep.CLOSE]),
    (Phase.REVIEW, Turn.THEIRS, Law.FOIA, Outcome.REFUSED, DUE, []),
    (Phase.REVIEW, Turn.THEIRS, Law.FOIA, Outcome.REFUSED, AFTER, [NextStep.REVIEW_REMINDER, NextStep.COMPLAINT]),
    (Phase.REVIEWED, Turn.OURS, Law.FOIA, Outcome.REFUSED, DUE, [NextStep.COMPLAINT, NextStep.CLOSE]),
    (Phase.REGULATOR, Turn.REGULATORS, Law.FOIA, Outcome.REFUSED, AFTER, []),
]


@pytest.mark.parametrize(("phase", "turn", "law", "outcome", "today", "wanted"), OFFERS)
def test_the_best_step_comes_first(
    phase: Phase, turn: Turn, law: Law, outcome: Outcome | None, today: date, wanted: list[NextStep]
) -> None:
    offers = next_steps(Place(phase, turn, law, outcome, DUE), today)
    assert [offer.step for offer in offers] == wanted
    assert all(offer.because and offer.verb for offer in offers)


def test_a_reply_nobody_has_looked_at_comes_before_everything() -> None:
    offers = next_steps(Place(Phase.WAITING, Turn.THEIRS, Law.FOIA, None, DUE, unsorted=1), AFTER)
    assert offers[0].step is NextStep.SORT


def test_the_last_lawful_day_itself_is_not_late() -> None:
    place = Place(Phase.WAITING, Turn.THEIRS, Law.FOIA, None, DUE)
    assert not is_late(place, DUE)
    assert is_late(place, AFTER)


def test_nothing_of_ours_is_ever_called_late() -> None:
    assert not is_late(Place(Phase.ANSWERED, Turn.OURS, Law.FOIA, Outcome.REFUSED, DUE), AFTER)
