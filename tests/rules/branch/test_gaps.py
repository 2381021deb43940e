"""Each thing asked is held against the response; without a passage it is not answered."""

import pytest

from dueregard.rules.branch.gaps import Answered, NotAReading, NothingAsked, check_reading, tally, things_asked


def test_lines_of_a_letter_become_things_asked() -> None:
    asked = things_asked("1. What is the legal basis?\n\n(b) Who  refers?\n- How many?\n• How many?\n", [])
    assert asked == ("What is the legal basis?", "Who refers?", "How many?")


def test_what_is_in_the_list_already_is_not_added_again() -> None:
    assert things_asked("WHO REFERS\nHow many?", ["Who refers?"]) == ("How many?",)
    with pytest.raises(NothingAsked, match="not in the list yet"):
        things_asked("who refers", ["Who refers?"])


def test_too_much_is_refused_in_a_sentence() -> None:
    with pytest.raises(NothingAsked, match="longer than 500"):
        things_asked("x" * 501)
    with pytest.raises(NothingAsked, match="more than 60"):
        things_asked("\n".join(f"Question {at}" for at in range(61)))


@pytest.mark.parametrize("answered", [Answered.YES, Answered.PARTLY])
def test_an_answer_needs_its_passage(answered: Answered) -> None:
    with pytest.raises(NotAReading, match="Copy the passage"):
        check_reading(answered, "  ")
    check_reading(answered, "We rely on section 26.")


def test_gaps_are_counted() -> None:
    counted = tally(["answered", "partly", "not", "not", "unread"])
    assert (counted.asked, counted.answered, counted.gaps, counted.unread) == (5, 1, 3, 1)
