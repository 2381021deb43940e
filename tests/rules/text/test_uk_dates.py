"""Dates are read as they are written in Britain, in English and in Welsh."""

from datetime import date

import pytest

from dueregard.rules.text.uk_dates import dates_in, first_day_and_month_in


@pytest.mark.parametrize(
    "said",
    [
        "23 November 2026",
        "23rd of November, 2026",
        "23-Nov-2026",
        "November 23, 2026",
        "23/11/2026",
        "23.11.26",
        "2026-11-23",
        "23 Tachwedd 2026",
        "23ain o Dachwedd 2026",
        "23 tachwedd 2026",
    ],
)
def test_each_way_of_writing_names_the_same_day(said: str) -> None:
    assert dates_in(f"It was sent on {said}, by post.") == (date(2026, 11, 23),)


@pytest.mark.parametrize("said", ["31 November 2026", "Mai 2026", "23 Nov", "1234567"])
def test_what_is_no_day_is_none(said: str) -> None:
    assert dates_in(said) == ()


def test_a_day_and_a_month_are_read_where_no_year_stands() -> None:
    assert first_day_and_month_in("until Friday 13th December at noon") == (13, 12)
    assert first_day_and_month_in("tan 13 Rhagfyr") == (13, 12)
    assert first_day_and_month_in("until 45 May") is None
