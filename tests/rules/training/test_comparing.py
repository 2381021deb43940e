"""Which claim is made where, by whom, and since when."""

from datetime import date

from dueregard.rules.training.comparing import Said, compared, how_long


def test_statements_of_a_claim_are_put_together_by_day() -> None:
    found = compared(
        [
            Said("b", "Example Training Ltd", "Northport College", date(2026, 3, 1)),
            Said("a", "Northport City Council", "Northport College", date(2024, 9, 12)),
            Said("b", "example training  ltd", "Southmoor Trust", date(2026, 3, 1)),
        ]
    )
    assert (found.times, found.sessions) == (3, 2)
    assert found.provider == ("Northport City Council", "Example Training Ltd")
    assert found.where == ("Northport College", "Southmoor Trust")
    assert (found.first_on, found.last_on) == (date(2024, 9, 12), date(2026, 3, 1))


def test_a_claim_that_nobody_makes_has_no_day() -> None:
    assert compared([]).first_on is None


def test_a_length_is_said_in_words() -> None:
    told = [how_long(minutes) for minutes in (None, 1, 45, 60, 90, 121)]
    assert told == ["", "1 minute", "45 minutes", "1 hour", "1 hour 30 minutes", "2 hours 1 minute"]
