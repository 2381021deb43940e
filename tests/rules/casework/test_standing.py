"""Where a case stands is worked out from its dated events, never from a label somebody forgot to set."""

from datetime import date

import pytest

from dueregard.rules.casework.events import EventKind as K
from dueregard.rules.casework.events import Happened, Outcome, Phase, Turn
from dueregard.rules.casework.standing import Standing, WhoAnswers, stand
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

ENGLISH = WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
SCOTTISH = WhoAnswers(Nation.SCOTLAND, BodyKind.UNIVERSITY, Law.FOISA)
SCHOOL = WhoAnswers(Nation.NORTHERN_IRELAND, BodyKind.CONTROLLED_SCHOOL, Law.FOIA)

RECEIVED = Happened(K.REQUEST_RECEIVED, date(2026, 10, 22))


def standing(*events: Happened, who: WhoAnswers = ENGLISH) -> Standing:
    return stand(events, who, shipped_holidays())


# St Andrew's Day (Mon 30 November 2026) stops the FOIA clock everywhere; so do 25 and 28 December, 1 and 4 January.
# (events after receipt on Thu 22 October 2026) → phase, whose turn, the day that matters and where it comes from.
COURSES = [
    pytest.param([], Phase.WAITING, Turn.THEIRS, date(2026, 11, 19), id="FOIA s.10(1): twentieth working day"),
    pytest.param(
        [Happened(K.ACKNOWLEDGED, date(2026, 11, 4))],
        Phase.WAITING,
        Turn.THEIRS,
        date(2026, 11, 19),
        id="an acknowledgement moves no clock",
    ),
    pytest.param(
        [Happened(K.CLARIFICATION_ASKED, date(2026, 10, 28))],
        Phase.CLARIFYING,
        Turn.OURS,
        None,
        id="FOIA s.1(3): no duty until the clarification arrives",
    ),
    pytest.param(
        [Happened(K.CLARIFICATION_ASKED, date(2026, 10, 28)), Happened(K.CLARIFICATION_GIVEN, date(2026, 11, 2))],
        Phase.WAITING,
        Turn.THEIRS,
        date(2026, 12, 1),
        id="FOIA s.1(3): a fresh twenty days from its receipt",
    ),
    pytest.param(
        [Happened(K.EXTENSION_CLAIMED, date(2026, 11, 18), until=date(2026, 12, 10))],
        Phase.WAITING,
        Turn.THEIRS,
        date(2026, 12, 18),
        id="FOIA s.10(3): the yardstick of forty in all",
    ),
    pytest.param(
        [Happened(K.FEES_NOTICE, date(2026, 10, 28))],
        Phase.FEE,
        Turn.OURS,
        None,
        id="FOIA s.10(2): the clock stands still until the fee is paid",
    ),
    pytest.param(
        [Happened(K.REFUSED, date(2026, 11, 18), ("s.24",))],
        Phase.ANSWERED,
        Turn.OURS,
        date(2027, 1, 20),
        id="Code 5.3: forty working days to ask for a review",
    ),
    pytest.param(
        [Happened(K.RELEASED, date(2026, 11, 18))],
        Phase.ANSWERED,
        Turn.NOBODYS,
        None,
        id="a full release asks nothing of anybody",
    ),
    pytest.param(
        [Happened(K.REFUSED, date(2026, 11, 18)), Happened(K.REVIEW_ASKED, date(2026, 11, 20))],
        Phase.REVIEW,
        Turn.THEIRS,
        date(2026, 12, 21),
        id="s.45 Code: twenty working days for the review",
    ),
    pytest.param(
        [
            Happened(K.REFUSED, date(2026, 11, 2)),
            Happened(K.REVIEW_ASKED, date(2026, 11, 3)),
            Happened(K.REVIEW_UPHELD, date(2026, 11, 20)),
        ],
        Phase.REVIEWED,
        Turn.OURS,
        date(2027, 1, 1),
        id="ICO: six weeks to complain",
    ),
    pytest.param(
        [Happened(K.UNDELIVERED, date(2026, 10, 22))],
        Phase.UNDELIVERED,
        Turn.OURS,
        None,
        id="a letter that did not arrive starts no clock",
    ),
    pytest.param(
        [Happened(K.CLOSED, date(2026, 11, 30))],
        Phase.CLOSED,
        Turn.NOBODYS,
        None,
        id="closed by us",
    ),
]


@pytest.mark.parametrize(("later", "phase", "turn", "on"), COURSES)
def test_the_events_say_where_the_case_stands_and_which_day_matters(
    later: list[Happened], phase: Phase, turn: Turn, on: date | None
) -> None:
    found = standing(RECEIVED, *later)
    assert (found.phase, found.turn, found.due.on if found.due else None) == (phase, turn, on)


def test_an_extension_names_the_date_the_body_gave_for_itself() -> None:
    found = standing(RECEIVED, Happened(K.EXTENSION_CLAIMED, date(2026, 11, 18), until=date(2026, 12, 10)))
    assert "10 December 2026" in found.says


def test_a_scottish_body_cannot_take_more_time_so_its_first_date_stands() -> None:
    """FOISA has no extension for the public interest."""
    plain = standing(RECEIVED, who=SCOTTISH)
    claimed = standing(RECEIVED, Happened(K.EXTENSION_CLAIMED, date(2026, 11, 18)), who=SCOTTISH)
    assert plain.due is not None
    assert claimed.due == plain.due


def test_against_scottish_silence_the_last_day_to_require_a_review_is_shown_from_the_start() -> None:
    """FOISA s.20: forty working days after the end of the twenty."""
    found = standing(RECEIVED, who=SCOTTISH)
    assert found.due is not None
    assert [also.what for also in found.also] == ["If they do not answer, ask for a review by"]
    assert found.also[0].on > found.due.on


def test_a_school_with_unknown_terms_shows_a_range() -> None:
    """SI 2009/1369 and SI 2004/3364 reg 3: the earlier of twenty school days and sixty working days."""
    found = stand([Happened(K.REQUEST_RECEIVED, date(2026, 6, 30))], SCHOOL, shipped_holidays())
    assert found.due is not None
    assert found.due.on == date(2026, 9, 25)
    assert found.due.not_before is not None
    assert found.due.not_before < found.due.on


def test_every_date_says_how_it_is_counted_and_where_it_stands() -> None:
    found = standing(RECEIVED)
    assert found.due is not None
    assert found.due.steps
    assert "Freedom of Information Act 2000" in found.due.source
    assert "10" in found.due.source


def test_events_may_be_recorded_in_any_order() -> None:
    asked = Happened(K.CLARIFICATION_ASKED, date(2026, 10, 28))
    given = Happened(K.CLARIFICATION_GIVEN, date(2026, 11, 2))
    assert standing(given, RECEIVED, asked) == standing(RECEIVED, asked, given)


def test_sending_again_to_the_right_address_starts_a_fresh_clock() -> None:
    lost = Happened(K.UNDELIVERED, date(2026, 10, 22))
    again = Happened(K.REQUEST_RECEIVED, date(2026, 11, 2))
    assert standing(RECEIVED, lost, again).due == standing(again).due


def test_a_review_that_changes_the_answer_keeps_both_in_view() -> None:
    found = standing(
        RECEIVED,
        Happened(K.REFUSED, date(2026, 11, 2)),
        Happened(K.REVIEW_ASKED, date(2026, 11, 3)),
        Happened(K.REVIEW_CHANGED, date(2026, 11, 20)),
    )
    assert (found.phase, found.outcome) == (Phase.REVIEWED, Outcome.REFUSED)
