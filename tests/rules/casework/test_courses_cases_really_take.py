"""The crooked courses that real cases take: late notices, second questions, releases after refusals, two complaints."""

from datetime import date

import pytest

from dueregard.rules.casework.events import EventKind as K
from dueregard.rules.casework.events import Happened, Outcome, Phase, Turn
from dueregard.rules.casework.standing import Standing, WhoAnswers, stand
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

ENGLISH = WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
SCOTTISH = WhoAnswers(Nation.SCOTLAND, BodyKind.UNIVERSITY, Law.FOISA)
ENVIRONMENT = WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.EIR)
ACADEMY = WhoAnswers(Nation.ENGLAND, BodyKind.ACADEMY, Law.FOIA)

# Received on Fri 13 March 2026: FOIA's twentieth working day is Wed 15 April, the fortieth Thu 14 May 2026.
COURSES = [
    ("FOIA s.10(3), s.17(2): the notice is due by day 20; after it the first limit was missed",
     ENGLISH, "extension_claimed 04-16", Phase.WAITING, Turn.THEIRS, "2026-04-15"),
    ("and on day 20 itself it is in time",
     ENGLISH, "extension_claimed 04-15", Phase.WAITING, Turn.THEIRS, "2026-05-14"),
    ("EIR reg 7 likewise",
     ENVIRONMENT, "extension_claimed 04-16", Phase.WAITING, Turn.THEIRS, "2026-04-15"),
    ("a second clarification: nothing runs while it is open",
     ENGLISH, "clarification_asked 03-16 clarification_given 03-18 clarification_asked 03-20",
     Phase.CLARIFYING, Turn.OURS, None),
    ("s.1(3): and twenty fresh days from the last answer",
     ENGLISH, "clarification_asked 03-16 clarification_given 03-18 clarification_asked 03-20 clarification_given 03-27",
     Phase.WAITING, Turn.THEIRS, "2026-04-28"),
    ("more time taken after a clarification: forty from the new day 0",
     ENGLISH, "clarification_asked 03-16 clarification_given 03-18 extension_claimed 04-16",
     Phase.WAITING, Turn.THEIRS, "2026-05-18"),
    ("s.10(2): a fees notice in time stops the clock",
     ENGLISH, "fees_notice 04-15", Phase.FEE, Turn.OURS, None),
    ("but one given when the time had run out stops nothing",
     ENGLISH, "fees_notice 04-16", Phase.WAITING, Turn.THEIRS, "2026-04-15"),
    ("a late answer after a reminder is an answer",
     ENGLISH, "reminded 04-20 refused 05-01", Phase.ANSWERED, Turn.OURS, "2026-07-01"),
    ("a refusal, then a late release in full",
     ENGLISH, "refused 04-10 released 06-01", Phase.ANSWERED, Turn.NOBODYS, None),
    ("a review outcome, then a release in full ends it",
     ENGLISH, "refused 04-10 review_asked 04-13 review_upheld 05-01 released 06-01",
     Phase.ANSWERED, Turn.NOBODYS, None),
    ("a release in part after the review leaves the complaint open, from the outcome",
     ENGLISH, "refused 04-10 review_asked 04-13 review_upheld 05-01 released_in_part 05-08",
     Phase.REVIEWED, Turn.OURS, "2026-06-12"),
    ("the regulator orders disclosure and the body obeys",
     ENGLISH, "refused 04-10 review_asked 04-13 review_upheld 05-01 complained 05-04 decided 09-01 released 10-01",
     Phase.ANSWERED, Turn.NOBODYS, None),
    ("a part of it only: the time to appeal still runs",
     ENGLISH,
     "refused 04-10 review_asked 04-13 review_upheld 05-01 complained 05-04 decided 09-01 released_in_part 09-10",
     Phase.DECIDED, Turn.OURS, "2026-09-29"),
    ("a release while the regulator has the complaint leaves it there until we withdraw it",
     ENGLISH, "refused 04-10 review_asked 04-13 review_upheld 05-01 complained 05-04 released 06-01",
     Phase.REGULATOR, Turn.REGULATORS, None),
    ("a complaint about silence has done its work when they refuse: forty days to ask for a review",
     ENGLISH, "complained 04-20 decided 06-01 refused 06-16", Phase.ANSWERED, Turn.OURS, "2026-08-13"),
    ("even before the regulator decides",
     ENGLISH, "complained 04-20 refused 06-16", Phase.ANSWERED, Turn.OURS, "2026-08-13"),
    ("a review asked for after a decision about silence runs by itself",
     ENGLISH, "complained 04-20 decided 06-01 refused 06-16 review_asked 06-18",
     Phase.REVIEW, Turn.THEIRS, "2026-07-17"),
    ("and so does its outcome",
     ENGLISH, "complained 04-20 decided 06-01 refused 06-16 review_asked 06-18 review_upheld 07-01",
     Phase.REVIEWED, Turn.OURS, "2026-08-12"),
    ("FOISA s.47: a review outcome wrung out by the Commissioner may be challenged anew",
     SCOTTISH, "review_asked 04-20 complained 06-01 decided 08-03 review_upheld 08-10",
     Phase.REVIEWED, Turn.OURS, "2027-02-10"),
    ("withdrawn and taken up again, the clock is where it was",
     ENGLISH, "closed 03-20 reopened 04-01", Phase.WAITING, Turn.THEIRS, "2026-04-15"),
]  # fmt: skip


def course(said: str, who: WhoAnswers) -> Standing:
    """Stand after receipt on 13 March 2026 and events such as "refused 04-10 review_asked 04-13"."""
    words = said.split()
    later = [
        Happened(K(kind), date.fromisoformat(f"2026-{day}")) for kind, day in zip(words[::2], words[1::2], strict=True)
    ]
    return stand([Happened(K.REQUEST_RECEIVED, date(2026, 3, 13)), *later], who, shipped_holidays())


@pytest.mark.parametrize(("why", "who", "said", "phase", "turn", "on"), COURSES)
def test_a_crooked_course_ends_where_the_law_leaves_it(
    why: str, who: WhoAnswers, said: str, phase: Phase, turn: Turn, on: str | None
) -> None:
    found = course(said, who)
    assert (found.phase, found.turn, found.due and found.due.on.isoformat()) == (phase, turn, on), (why, found.says)


def test_an_extension_that_came_too_late_says_so() -> None:
    assert "after their time had run out" in course("extension_claimed 04-16", ENGLISH).says
    assert "after their time had run out" not in course("extension_claimed 04-15", ENGLISH).says


def test_a_school_that_takes_more_time_is_not_late_before_its_unknown_terms_may_have_ended() -> None:
    """SI 2004/3364 reg 3: its ordinary limit may end as late as the sixtieth working day."""
    due = course("extension_claimed 04-10", ACADEMY).due
    assert due is not None
    assert (due.not_before, due.on) == (date(2026, 5, 14), date(2026, 6, 12))


def test_a_release_after_the_regulators_decision_keeps_how_it_ended() -> None:
    said = "refused 04-10 review_asked 04-13 review_upheld 05-01 complained 05-04 decided 09-01 released 10-01"
    assert course(said, ENGLISH).outcome is Outcome.RELEASED


@pytest.mark.parametrize(
    ("who", "on"),
    [pytest.param(ENGLISH, date(2026, 6, 10), id="ICO: forty working days"),
     pytest.param(SCOTTISH, date(2026, 11, 12), id="FOISA s.47: six months after day 20")],
)  # fmt: skip
def test_while_a_review_is_awaited_the_day_for_the_regulator_is_shown_too(who: WhoAnswers, on: date) -> None:
    assert [also.on for also in course("refused 04-10 review_asked 04-13", who).also] == [on]
