"""An adopted text says by how much it was carried or lost, and nobody's details go public with it."""

import pytest

from dueregard.rules.branch.motions import NotAResult, Outcome, check_result, result_words, why_not_share


@pytest.mark.parametrize(
    ("outcome", "votes", "words"),
    [
        (Outcome.CARRIED, (24, 3, 2), "carried by 24 to 3, 2 abstained"),
        (Outcome.AMENDED, (24, 3, None), "carried as amended by 24 to 3"),
        (Outcome.LOST, (10, 12, 0), "lost by 12 to 10"),
        (Outcome.CARRIED, (None, None, None), "carried"),
        (Outcome.FELL, (None, None, None), "not reached, remitted or withdrawn"),
    ],
)
def test_a_result_is_said_with_its_votes(outcome: Outcome, votes: tuple[int | None, ...], words: str) -> None:
    assert result_words(outcome, *votes) == words


@pytest.mark.parametrize(
    ("outcome", "votes", "amended", "says"),
    [
        (Outcome.CARRIED, (2, 3), "", "cannot have been carried"),
        (Outcome.AMENDED, (5, 3), "", "as it was amended"),
        (Outcome.CARRIED, (5, None), "", "or neither"),
    ],
)
def test_what_cannot_be_is_refused(outcome: Outcome, votes: tuple[int, int | None], amended: str, says: str) -> None:
    with pytest.raises(NotAResult, match=says):
        check_result(outcome, *votes, amended)


def test_a_motion_can_be_lost_with_a_majority() -> None:
    check_result(Outcome.LOST, 20, 15, "")  # it needed two thirds


def test_a_motion_can_be_carried_by_the_casting_vote_of_the_chair() -> None:
    check_result(Outcome.CARRIED, 12, 12, "")
    assert result_words(Outcome.CARRIED, 12, 12, None) == "carried by 12 to 12"


def test_a_text_with_details_is_not_shared() -> None:
    assert "“As proposed”" in why_not_share({"As proposed": "Write to jo@northport.example"})
    assert why_not_share({"As proposed": "This branch notes the policy."}) == ""
