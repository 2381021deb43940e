"""Votes are read from forms into one line each, and counted whatever their order; a tie is said."""

from collections import Counter
from random import Random

import pytest

from dueregard.rules.votes.questions import (
    ABSTAIN,
    Kind,
    NotAQuestion,
    NotAVote,
    Question,
    chosen_vote,
    is_vote,
    question_of,
    ranked_vote,
    vote_words,
)
from dueregard.rules.votes.tally import is_quorate, tally

YES_NO = question_of(Kind.YES_NO, (), 1)
CHOOSE = question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 2)
RANK = question_of(Kind.RANK, ("Ada", "Bo", "Cy"), 1)


def test_votes_are_one_line_each() -> None:
    assert chosen_vote(YES_NO, [1]) == "1"
    assert chosen_vote(CHOOSE, [3, 1]) == chosen_vote(CHOOSE, [1, 3]) == "1,3"
    assert ranked_vote(RANK, [2, None, 1]) == "3>1"
    assert chosen_vote(CHOOSE, []) == ranked_vote(RANK, [None, None, None]) == ABSTAIN


def test_votes_are_read_back_in_words() -> None:
    assert vote_words(YES_NO, "2") == "No"
    assert vote_words(CHOOSE, "1,3") == "Letter, Meeting"
    assert vote_words(RANK, "3>1") == "1. Cy; 2. Ada"
    assert vote_words(RANK, ABSTAIN) == "I abstain"


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ([1, 1, None], "gave two options the number 1"),
        ([1, 3, None], "Number 2 is missing"),
        ([2, None, None], "Number 1 is missing"),
        ([1], "has changed"),
    ],
)
def test_a_ranking_that_cannot_be_read_is_explained(places: list[int | None], says: str) -> None:
    with pytest.raises(NotAVote, match=says):
        ranked_vote(RANK, places)


def test_too_many_choices_are_refused() -> None:
    with pytest.raises(NotAVote, match=r"You chose 3 options\. Choose 2 at most"):
        chosen_vote(CHOOSE, [1, 2, 3])
    with pytest.raises(NotAVote, match="not on the voting paper"):
        chosen_vote(CHOOSE, [4])


@pytest.mark.parametrize(
    ("question", "vote"),
    [
        (YES_NO, "1,2"),
        (YES_NO, "yes"),
        (CHOOSE, "3,1"),
        (CHOOSE, "1,2,3"),
        (CHOOSE, "1,1"),
        (CHOOSE, "01"),
        (RANK, "1>4"),
        (RANK, "1>1"),
        (RANK, ""),
        (RANK, "1,2"),
    ],
)
def test_what_no_form_writes_is_no_vote(question: Question, vote: str) -> None:
    assert not is_vote(question, vote)
    with pytest.raises(NotAVote):
        tally(question, [vote])


@pytest.mark.parametrize(
    ("options", "most", "says"),
    [
        (("One",), 1, "at least two options"),
        (("One", "one "), 1, "is there twice"),
        (("One", "Two"), 2, "between 1 and 1"),
        (tuple(f"Option {at}" for at in range(21)), 1, "at most 20 options. You have 21"),
    ],
)
def test_a_question_that_cannot_be_asked_is_explained(options: tuple[str, ...], most: int, says: str) -> None:
    with pytest.raises(NotAQuestion, match=says):
        question_of(Kind.CHOOSE, options, most)


def test_votes_are_counted() -> None:
    result = tally(YES_NO, ["1"] * 7 + ["2"] * 5 + [ABSTAIN] * 3)
    assert (result.voted, result.abstained, result.counts) == (15, 3, (7, 5))
    assert result.leading == ("Yes",)
    assert not result.is_tied


def test_a_tie_is_said() -> None:
    assert tally(YES_NO, ["1", "2", ABSTAIN]).is_tied
    three = tally(CHOOSE, ["1,2", "3"])
    assert three.leading == ("Letter", "Vigil", "Meeting")
    assert three.is_tied
    assert tally(RANK, ["1", "2"]).is_tied
    assert not tally(CHOOSE, ["1,2", "1"]).is_tied


def test_nobody_leads_where_everybody_abstains() -> None:
    assert tally(YES_NO, [ABSTAIN] * 4).leading == ()
    assert tally(CHOOSE, [ABSTAIN, "1"]).leading == ("Letter",)


@pytest.mark.parametrize("seed", range(20))
def test_each_choice_is_counted_once_for_each_voter(seed: int) -> None:
    chance = Random(seed)
    chosen = [chance.sample([1, 2, 3], chance.randint(0, 2)) for _ in range(50)]
    result = tally(CHOOSE, [chosen_vote(CHOOSE, one) for one in chosen])
    plain = Counter(number for one in chosen for number in one)
    assert result.counts == tuple(plain[at] for at in (1, 2, 3))
    assert result.abstained == sum(not one for one in chosen)


def test_whoever_abstains_takes_part() -> None:
    assert is_quorate(tally(YES_NO, [ABSTAIN] * 40).voted, 40)
    assert not is_quorate(39, 40)
