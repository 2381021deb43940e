"""On a given day, the page offers the step that helps now, and says why."""

from datetime import date

import pytest

from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.steps import NextStep, Place, is_late, next_steps
from dueregard.rules.law.laws import Law

DUE = date(2026, 11, 19)
AFTER = date(2026, 11, 20)

OFFERS = [
    (Phase.WAITING, Turn.THEIRS, Law.FOIA, None, DUE, [NextStep.WAIT]),
    (Phase.WAITING, Turn.THEIRS, Law.FOIA, None, AFTER, [NextStep.REMINDER, NextStep.COMPLAINT]),
    (Phase.WAITING, Turn.THEIRS, Law.FOISA, None, AFTER, [NextStep.REMINDER, NextStep.REVIEW]),
    (Phase.CLARIFYING, Turn.OURS, Law.FOIA, None, AFTER, [NextStep.CLARIFICATION]),
    (Phase.UNDELIVERED, Turn.OURS, Law.FOIA, None, AFTER, [NextStep.NEW_ADDRESS]),
    (Phase.ANSWERED, Turn.OURS, Law.FOIA, Outcome.REFUSED, DUE, [NextStep.REVIEW, NextStep.CLOSE]),
    (Phase.ANSWERED, Turn.OURS, Law.FOIA, Outcome.REFUSED, AFTER, [NextStep.CLOSE, NextStep.REVIEW]),
    (Phase.ANSWERED, Turn.NOBODYS, Law.FOIA, Outcome.RELEASED, AFTER, [NextStep.CLOSE]),
    (Phase.REVIEW, Turn.THEIRS, Law.FOIA, Outcome.REFUSED, DUE, [NextStep.WAIT]),
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


@pytest.mark.parametrize(
    ("phase", "rests_on", "says"),
    [
        (Phase.WAITING, "statute", "They have until then to answer."),
        (Phase.REVIEW, "statute", "They have until then to review their answer."),
        (Phase.REVIEW, "code", "They are expected to review their answer by then."),
    ],
)
def test_until_their_last_day_the_step_is_to_wait_for_it(phase: Phase, rests_on: str, says: str) -> None:
    (offer,) = next_steps(Place(phase, Turn.THEIRS, Law.FOIA, None, DUE, rests_on=rests_on), DUE)
    assert (offer.step, offer.until, offer.verb) == (NextStep.WAIT, DUE, "Wait until Thu 19 November 2026")
    assert offer.because.startswith(says)


def test_where_no_day_is_known_there_is_nothing_to_wait_for() -> None:
    assert next_steps(Place(Phase.REVIEW, Turn.THEIRS, Law.FOIA, None, None), AFTER) == ()


def test_the_last_lawful_day_itself_is_not_late() -> None:
    place = Place(Phase.WAITING, Turn.THEIRS, Law.FOIA, None, DUE)
    assert not is_late(place, DUE)
    assert is_late(place, AFTER)


def test_nothing_of_ours_is_ever_called_late() -> None:
    assert not is_late(Place(Phase.ANSWERED, Turn.OURS, Law.FOIA, Outcome.REFUSED, DUE), AFTER)


@pytest.mark.parametrize("phase", [Phase.WAITING, Phase.ANSWERED, Phase.CLARIFYING, Phase.REVIEWED])
def test_while_a_letter_is_in_the_outbox_no_second_one_is_offered(phase: Phase) -> None:
    turn = Turn.THEIRS if phase is Phase.WAITING else Turn.OURS
    outcome = Outcome.REFUSED if phase in (Phase.ANSWERED, Phase.REVIEWED) else None
    place = Place(phase, turn, Law.FOIA, outcome, date(2026, 11, 19), is_written=True)
    (only,) = next_steps(place, date(2026, 11, 30))
    assert (only.step, only.verb, only.until) == (NextStep.WAIT, "A letter is in the outbox", None)
