"""Whether a first answer came in time, by the clock that ran until it came."""

from datetime import date

import pytest

from dueregard.rules.casework.events import EventKind as K
from dueregard.rules.casework.events import Happened
from dueregard.rules.casework.first_answer import Came, came
from dueregard.rules.casework.standing import WhoAnswers
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

UNIVERSITY = WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
SCHOOL = WhoAnswers(Nation.ENGLAND, BodyKind.MAINTAINED_SCHOOL, Law.FOIA)
ASKED = Happened(K.REQUEST_RECEIVED, date(2026, 10, 22))  # due on 19 November: FOIA, s.10(1)


def how(*events: Happened, who: WhoAnswers = UNIVERSITY) -> Came | None:
    """Return how the first answer came."""
    return came(events, who, shipped_holidays())


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 10, 22), Came.IN_TIME), (date(2026, 11, 19), Came.IN_TIME), (date(2026, 11, 20), Came.LATE)],
)
def test_the_last_day_itself_is_in_time_and_the_next_is_late(day: date, expected: Came) -> None:
    assert how(ASKED, Happened(K.REFUSED, day)) is expected


def test_nothing_is_said_before_there_is_an_answer() -> None:
    assert how(ASKED) is None
    assert how(ASKED, Happened(K.ACKNOWLEDGED, date(2026, 10, 23)), Happened(K.REMINDED, date(2026, 11, 24))) is None


def test_an_answer_is_not_made_later_by_what_follows_nor_in_time_by_a_better_one() -> None:
    late = Happened(K.REFUSED, date(2026, 11, 23))
    assert (
        how(ASKED, late, Happened(K.REVIEW_ASKED, date(2026, 11, 24)), Happened(K.RELEASED, date(2026, 11, 25)))
        is Came.LATE
    )


def test_a_review_of_silence_gives_no_new_time_for_the_answer() -> None:
    assert (
        how(ASKED, Happened(K.REVIEW_ASKED, date(2026, 11, 23)), Happened(K.RELEASED, date(2026, 12, 1))) is Came.LATE
    )


def test_clarifying_starts_the_clock_again() -> None:
    """Source: FOIA, s.1(3): the period begins when the body has what it reasonably needs."""
    asked, given = (
        Happened(K.CLARIFICATION_ASKED, date(2026, 10, 26)),
        Happened(K.CLARIFICATION_GIVEN, date(2026, 11, 9)),
    )
    assert how(ASKED, asked, given, Happened(K.RELEASED, date(2026, 12, 1))) is Came.IN_TIME


def test_of_a_school_whose_terms_are_not_known_nobody_can_tell_between_its_two_days() -> None:
    assert how(ASKED, Happened(K.RELEASED, date(2026, 11, 18)), who=SCHOOL) is Came.IN_TIME
    assert how(ASKED, Happened(K.RELEASED, date(2026, 12, 4)), who=SCHOOL) is Came.UNKNOWN
