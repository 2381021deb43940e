"""Under which heading a thing stands on a day, how its date is said, and how long one keeps it."""

from datetime import date, timedelta

import pytest

from dueregard.rules.todo.waits import (
    Heading,
    Waits,
    end_of_next_week,
    headed,
    heading_of,
    how_much,
    said,
    taken_until,
    why_not_until,
)

MONDAY, WEDNESDAY, SUNDAY = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 6)


def thing(key: str, due: date | None) -> Waits:
    """Return a thing with a place in the list."""
    return Waits(
        kind="k",
        key=key,
        title=key,
        about="",
        href="/",
        act="",
        since=MONDAY,
        due=due,
        until=due,
        why="",
        group="",
        group_name="",
        may_take=True,
        may_put_away=False,
    )


@pytest.mark.parametrize(
    ("today", "last"), [(MONDAY, date(2026, 12, 13)), (WEDNESDAY, date(2026, 12, 13)), (SUNDAY, date(2026, 12, 13))]
)
def test_next_week_ends_on_its_sunday(today: date, last: date) -> None:
    assert end_of_next_week(today) == last


@pytest.mark.parametrize(
    ("due", "heading"),
    [
        (date(2026, 12, 1), Heading.OVERDUE),
        (WEDNESDAY, Heading.TODAY),
        (date(2026, 12, 3), Heading.SOON),
        (date(2026, 12, 13), Heading.SOON),
        (date(2026, 12, 14), Heading.LATER),
        (None, Heading.NO_DATE),
    ],
)
def test_a_day_has_its_heading(due: date | None, heading: Heading) -> None:
    assert heading_of(due, WEDNESDAY) is heading


def test_things_keep_their_order_under_their_headings_and_empty_headings_are_left_out() -> None:
    things = [thing("late", MONDAY), thing("a", WEDNESDAY), thing("b", WEDNESDAY), thing("some day", None)]
    assert [(heading, [one.key for one in found]) for heading, found in headed(things, WEDNESDAY)] == [
        (Heading.OVERDUE, ["late"]),
        (Heading.TODAY, ["a", "b"]),
        (Heading.NO_DATE, ["some day"]),
    ]


@pytest.mark.parametrize(
    ("since", "until", "tone", "words", "below"),
    [
        (MONDAY, None, "", "Since Mon 30 November", ""),
        (date(2025, 12, 1), None, "", "Since Mon 1 December 2025", ""),
        (WEDNESDAY, None, "", "Came today", ""),
        (MONDAY, date(2026, 12, 1), "late", "1 day late", "was due Tue 1 December"),
        (MONDAY, WEDNESDAY, "soon", "Today", "since Mon 30 November"),
        (MONDAY, date(2026, 12, 3), "soon", "Tomorrow", "Thu 3 December"),
        (MONDAY, date(2026, 12, 8), "soon", "6 days left", "by Tue 8 December"),
        (MONDAY, date(2027, 1, 5), "wait", "34 days left", "by Tue 5 January 2027"),
    ],
)
def test_a_date_is_said(since: date, until: date | None, tone: str, words: str, below: str) -> None:
    date_said = said(since, until, WEDNESDAY)
    assert (date_said.tone, date_said.words, date_said.below) == (tone, words, below)


@pytest.mark.parametrize(
    ("due", "until"),
    [
        (None, date(2026, 12, 5)),
        (MONDAY, date(2026, 12, 5)),
        (WEDNESDAY, WEDNESDAY),
        (date(2026, 12, 4), date(2026, 12, 4)),
        (date(2026, 12, 20), date(2026, 12, 5)),
    ],
)
def test_one_button_gives_a_thing_until_its_day_if_that_is_near(due: date | None, until: date) -> None:
    assert taken_until(due, WEDNESDAY) == until
    assert why_not_until(until, WEDNESDAY) == ""


def test_nothing_is_kept_for_a_day_that_is_past_or_far_away() -> None:
    assert "today or a later day" in why_not_until(MONDAY, WEDNESDAY)
    assert why_not_until(WEDNESDAY + timedelta(days=28), WEDNESDAY) == ""
    assert "Wed 30 December 2026" in why_not_until(WEDNESDAY + timedelta(days=29), WEDNESDAY)


@pytest.mark.parametrize(
    ("number", "headings", "words"),
    [
        (0, {}, "Nothing waits."),
        (1, {Heading.OVERDUE: 1}, "One thing waits: one is overdue."),
        (11, {Heading.OVERDUE: 2, Heading.TODAY: 4}, "Eleven things wait: two are overdue, four are for today."),
        (1250, {Heading.LATER: 3}, "1,250 things wait."),
    ],
)
def test_how_much_waits_is_a_sentence(number: int, headings: dict[Heading, int], words: str) -> None:
    assert how_much(number, headings) == words


def test_a_day_is_as_far_off_as_the_law_counts_where_a_law_counts() -> None:
    late = said(date(2026, 11, 1), date(2026, 11, 24), date(2026, 11, 30), "3 working days late")
    assert (late.tone, late.words) == ("late", "3 working days late")
    left = said(date(2026, 11, 1), date(2026, 12, 24), date(2026, 11, 30), "18 working days left")
    assert left.words == "18 working days left"
    assert said(date(2026, 11, 1), date(2026, 11, 24), date(2026, 11, 30)).words == "6 days late"
