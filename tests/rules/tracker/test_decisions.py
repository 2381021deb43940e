"""A decision has a vote that can be, days that can be, and is over when it says so."""

from datetime import date

import pytest

from dueregard.rules.tracker.decisions import NotADecision, Vote, check_days, check_vote, stands

DECIDED, REVIEW, TODAY = date(2026, 6, 10), date(2026, 12, 10), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("vote", "field"),
    [
        (Vote(for_it=12), "against"),
        (Vote(against=12), "for_it"),
        (Vote(for_it=10, against=12), "for_it"),
        (Vote(for_it=10, against=10), "for_it"),
        (Vote(abstained=3), "abstained"),
        (Vote(for_it=10, against=2, abstained=1, present=12), "present"),
        (Vote(for_it=10, against=2, quorum=13), "quorum"),
        (Vote(present=9, quorum=10), "quorum"),
    ],
)
def test_a_vote_that_cannot_be_is_refused_at_its_field(vote: Vote, field: str) -> None:
    with pytest.raises(NotADecision) as refusal:
        check_vote(vote)
    assert refusal.value.field == field


@pytest.mark.parametrize("vote", [Vote(), Vote(12, 0), Vote(12, 3, 1, 20, 16), Vote(quorum=9)])
def test_a_vote_that_can_be_is_taken(vote: Vote) -> None:
    check_vote(vote)


def test_days_that_cannot_be_are_refused() -> None:
    check_days(DECIDED, REVIEW, None, TODAY)
    for days, field in (
        ((date(2027, 1, 1), date(2027, 6, 1), None), "decided_on"),
        ((DECIDED, DECIDED, None), "review_on"),
        ((DECIDED, REVIEW, date(2026, 6, 9)), "ends_on"),
    ):
        with pytest.raises(NotADecision) as refusal:
            check_days(*days, TODAY)
        assert refusal.value.field == field


def test_a_decision_stands_until_it_is_ended_or_its_last_day_is_over() -> None:
    assert stands(None, None, REVIEW, TODAY).words == "Stands"
    assert stands(None, None, TODAY, date(2026, 12, 1)).words == "Stands, review overdue"
    assert stands(None, date(2026, 11, 29), REVIEW, TODAY).is_over
    assert not stands(None, TODAY, REVIEW, TODAY).is_over
    assert stands(date(2026, 9, 1), None, REVIEW, TODAY).words == "Ended 1 September 2026"
