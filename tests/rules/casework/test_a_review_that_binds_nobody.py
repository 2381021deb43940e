"""A review asked for too late, or before there was anything to review, makes nobody late."""

from datetime import date, timedelta

import pytest

from dueregard.rules.casework.events import EventKind, Happened, Phase, Turn
from dueregard.rules.casework.standing import WhoAnswers, stand
from dueregard.rules.casework.steps import Place, next_steps, review_warning
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

ENGLISH = WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
SCOTTISH = WhoAnswers(Nation.SCOTLAND, BodyKind.UNIVERSITY, Law.FOISA)
ENVIRONMENTAL = WhoAnswers(Nation.ENGLAND, BodyKind.LOCAL_AUTHORITY, Law.EIR)
RECEIVED = Happened(EventKind.REQUEST_RECEIVED, date(2026, 2, 2))
REFUSED = Happened(EventKind.REFUSED, date(2026, 3, 2))


@pytest.mark.parametrize("who", [ENGLISH, SCOTTISH, ENVIRONMENTAL], ids=["FOIA", "FOISA", "EIR"])
def test_a_review_asked_for_after_its_last_day_has_no_date_and_one_on_it_has(who: WhoAnswers) -> None:
    limit = stand([RECEIVED, REFUSED], who, shipped_holidays()).due
    assert limit is not None
    asked = [Happened(EventKind.REVIEW_ASKED, limit.on + timedelta(days=days)) for days in (0, 1)]
    in_time, too_late = (stand([RECEIVED, REFUSED, one], who, shipped_holidays()) for one in asked)
    assert in_time.due is not None
    assert (too_late.phase, too_late.turn, too_late.due, too_late.also) == (Phase.REVIEW, Turn.THEIRS, None, ())
    assert too_late.says == "You asked for a review after the last day for it"
    assert "they do not have to answer it. They may still choose to." in too_late.no_date


def test_after_silence_scotland_sets_a_last_day_and_england_none() -> None:
    late = Happened(EventKind.REVIEW_ASKED, date(2026, 6, 1))
    assert stand([RECEIVED, late], SCOTTISH, shipped_holidays()).due is None
    assert stand([RECEIVED, late], ENGLISH, shipped_holidays()).due is not None


def test_a_review_that_came_too_late_may_still_be_answered() -> None:
    asked = Happened(EventKind.REVIEW_ASKED, date(2026, 6, 1))
    answered = Happened(EventKind.REVIEW_UPHELD, date(2026, 7, 20))
    standing = stand([RECEIVED, REFUSED, asked, answered], SCOTTISH, shipped_holidays())
    assert (standing.phase, standing.turn) == (Phase.REVIEWED, Turn.OURS)


@pytest.mark.parametrize("who", [ENGLISH, SCOTTISH], ids=["FOIA", "FOISA"])
def test_a_review_asked_for_before_their_time_was_up_leaves_the_first_date(who: WhoAnswers) -> None:
    waiting = stand([RECEIVED], who, shipped_holidays())
    assert waiting.due is not None
    early = Happened(EventKind.REVIEW_ASKED, waiting.due.on)
    standing = stand([RECEIVED, early], who, shipped_holidays())
    assert (standing.phase, standing.due) == (Phase.WAITING, waiting.due)
    after = Happened(EventKind.REVIEW_ASKED, waiting.due.on + timedelta(days=1))
    assert stand([RECEIVED, after], who, shipped_holidays()).phase is Phase.REVIEW


def place(phase: Phase, due_on: date | None, **more: date) -> Place:
    return Place(phase, Turn.THEIRS if phase is Phase.WAITING else Turn.OURS, Law.FOISA, None, due_on, **more)


@pytest.mark.parametrize(
    ("where", "today", "ask_by", "warns"),
    [
        (place(Phase.ANSWERED, date(2026, 4, 28)), date(2026, 4, 28), None, ""),
        (place(Phase.ANSWERED, date(2026, 4, 28)), date(2026, 4, 29), None, "was Tue 28 April 2026"),
        (place(Phase.WAITING, date(2026, 3, 2)), date(2026, 3, 2), date(2026, 4, 28), "until Mon 2 March 2026"),
        (place(Phase.WAITING, date(2026, 3, 2)), date(2026, 3, 3), date(2026, 4, 28), ""),
        (place(Phase.WAITING, date(2026, 3, 2)), date(2026, 4, 29), date(2026, 4, 28), "was Tue 28 April 2026"),
        (place(Phase.WAITING, date(2026, 3, 2)), date(2027, 4, 29), None, ""),
        (place(Phase.REVIEWED, date(2026, 3, 2)), date(2027, 4, 29), None, ""),
    ],
)
def test_the_letter_that_asks_for_a_review_warns_before(
    where: Place, today: date, ask_by: date | None, warns: str
) -> None:
    said = review_warning(where, today, ask_by=ask_by)
    assert warns in said
    assert bool(said) is bool(warns)


def test_nobody_is_to_be_reminded_of_a_review_without_a_date() -> None:
    assert next_steps(place(Phase.REVIEW, None), date(2027, 1, 1)) == ()
