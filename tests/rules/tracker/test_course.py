"""How a demand stands follows from the days of its lines, in whatever order they were recorded."""

from datetime import date
from itertools import pairwise, permutations

import pytest

from dueregard.rules.tracker.course import Line, OutOfOrder, check_line, course_of, setbacks
from dueregard.rules.tracker.sizes import band_of, bands_of
from dueregard.rules.tracker.terms import Kind, Outcome, Response

DEMANDED = date(2026, 1, 10)
TODAY = date(2026, 11, 30)


def _line(kind: Kind, code: str, month: int, number: int = 0, answer_by: date | None = None) -> Line:
    return Line(kind, code, date(2026, month, 15), number, answer_by)


LINES = (
    _line(Kind.ACTION, "letter", 2, 1, date(2026, 3, 1)),
    _line(Kind.RESPONSE, "governors", 3, 2),
    _line(Kind.OUTCOME, "promise", 4, 3),
    _line(Kind.OUTCOME, "full", 6, 4),
    _line(Kind.OUTCOME, "reversed", 9, 5),
)


@pytest.mark.parametrize("lines", list(permutations(LINES[:4], 4)))
def test_the_order_of_recording_does_not_matter(lines: tuple[Line, ...]) -> None:
    course = course_of(DEMANDED, lines)
    assert (course.outcome, course.response, course.outcome_on) == (
        Outcome.FULL,
        Response.GOVERNORS,
        date(2026, 6, 15),
    )


def test_with_nothing_recorded_nobody_has_answered() -> None:
    course = course_of(DEMANDED, ())
    assert (course.words, course.outcome, course.last_on) == ("No answer yet", None, DEMANDED)


def test_an_answer_is_awaited_until_it_comes_and_again_after_the_next_letter() -> None:
    first = LINES[:1]
    assert course_of(DEMANDED, first).answer_by == date(2026, 3, 1)
    assert course_of(DEMANDED, LINES[:2]).answer_by is None
    again = (*LINES[:2], _line(Kind.ACTION, "letter", 5, 9, date(2026, 6, 1)))
    assert course_of(DEMANDED, again).answer_by == date(2026, 6, 1)
    protest = (*first, _line(Kind.ACTION, "protest", 2, 9))
    assert course_of(DEMANDED, protest).answer_by == date(2026, 3, 1)


def test_each_step_back_is_known() -> None:
    assert setbacks(LINES) == {5}
    assert setbacks([_line(Kind.OUTCOME, "full", 2, 1), _line(Kind.OUTCOME, "partial", 3, 2)]) == {2}


def test_what_is_taken_back_must_have_been_promised_or_done_by_then() -> None:
    new = _line(Kind.OUTCOME, "reversed", 3)
    with pytest.raises(OutOfOrder, match="before 15 March 2026"):
        check_line(DEMANDED, LINES[:4], new, TODAY)
    check_line(DEMANDED, LINES[:4], _line(Kind.OUTCOME, "reversed", 7), TODAY)


def test_an_answer_is_not_wanted_before_it_was_asked_for() -> None:
    with pytest.raises(OutOfOrder, match="before the day of the action"):
        check_line(DEMANDED, (), _line(Kind.ACTION, "letter", 3, answer_by=date(2026, 3, 14)), TODAY)


@pytest.mark.parametrize("kind", ["academy", "university", "local_authority", "nhs_body"])
def test_every_size_is_in_just_one_band(kind: str) -> None:
    bands = bands_of(kind)
    for band, after in pairwise(bands):
        assert band_of(kind, after.least - 1) == band
        assert band_of(kind, after.least) == after
    assert band_of(kind, 0) == bands[0]
    assert band_of(kind, None) is None
