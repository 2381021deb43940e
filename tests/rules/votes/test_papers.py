"""A paper with several questions: each answer by itself, and no figure of one question gives away one of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from dueregard.rules.votes.papers import Asked, by_question, line_of, lines_of, of_plain, to_plain
from dueregard.rules.votes.questions import ABSTAIN, Kind, NotAVote, question_of
from dueregard.rules.votes.result_file import Answers, check_file, result_of, signed_words, written
from dueregard.rules.votes.small_counts import (
    FEW_VOTERS,
    FEW_VOTES,
    Shown,
    may_stand_together,
    shown_parts,
    without_figures,
)

YES_NO = Asked("Should we write?", question_of(Kind.YES_NO, (), 1))
CHOOSE = Asked("What else?", question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 2))
RANK = Asked("Who speaks?", question_of(Kind.RANK, ("Ada", "Bo", "Cy"), 1))
PAPER = (YES_NO, CHOOSE, RANK)


def test_a_paper_is_a_line_for_each_question() -> None:
    assert lines_of(PAPER, ("1", "1,3", "3>1")) == ["1", "2:1,3", "3:3>1"]
    assert line_of(1, ABSTAIN) == ABSTAIN
    assert [of_plain(to_plain(one)) for one in PAPER] == list(PAPER)


@pytest.mark.parametrize(
    "votes", [("1",), ("1", "1,3", "3>1", "1"), ("1,3", "1", "1"), ("1", "9", "1"), ("2:1", "1", "1")]
)
def test_a_paper_that_leaves_out_a_question_or_answers_another_is_refused(votes: tuple[str, ...]) -> None:
    with pytest.raises(NotAVote):
        lines_of(PAPER, votes)


@pytest.mark.parametrize("seed", range(5))
def test_who_answered_what_together_leaves_no_trace(seed: int) -> None:
    """Dealt out anew to the papers, the same answers are the same lines."""
    chance = Random(seed)
    answers = [["1"] * 6 + ["2"] * 4, ["1"] * 3 + ["2,3"] * 7, ["1>2"] * 5 + [ABSTAIN] * 5]
    expected = [sorted(one) for one in answers]
    for one in answers:
        chance.shuffle(one)
    lines = sorted(line for paper in zip(*answers, strict=True) for line in lines_of(PAPER, paper))
    assert by_question(lines, 3) == expected
    assert lines == sorted(line_of(at, vote) for at, votes in enumerate(expected, 1) for vote in votes)


def _splits(total: int) -> Iterator[tuple[int, int, int]]:
    for first in range(total + 1):
        for second in range(total - first + 1):
            yield first, second, total - first - second


def _seen(first: Shown, second: Shown) -> tuple[object, object]:
    if may_stand_together([first, second], are_alike=True):
        return first.figures, second.figures
    return without_figures(first).figures, without_figures(second).figures


@pytest.mark.parametrize("voted", range(FEW_VOTERS, 14))
def test_no_small_figure_follows_from_two_questions_that_ask_the_same(voted: int) -> None:
    """Whoever knows that two questions have the same answers in another order, and the rule, learns no small figure."""
    shown = {split: shown_parts(split) for split in _splits(voted)}
    for order in ((0, 1, 2), (1, 0, 2), (2, 0, 1)):
        alike = defaultdict(list)
        for split in shown:
            other = (split[order[0]], split[order[1]], split[order[2]])
            alike[_seen(shown[split], shown[other])].append(split)
        for figures, splits in alike.items():
            for at in range(3):
                assert max(split[at] for split in splits) >= FEW_VOTES, (figures, at)


@pytest.mark.parametrize("voted", range(FEW_VOTERS, 20))
def test_among_few_no_small_group_lies_between_two_figures_that_are_shown(voted: int) -> None:
    """Where one question contains the other, the difference of two figures is a group of people."""
    chance = Random(voted)
    splits = list(_splits(voted))
    for first, second in chance.sample(list(product(splits, splits)), 400):
        one, other = _seen(shown_parts(first), shown_parts(second))
        for mine, theirs in product(one, other):
            if mine is not None and theirs is not None:
                assert abs(mine - theirs) not in range(1, FEW_VOTES)
                assert voted - mine - theirs not in range(1, FEW_VOTES)


def test_if_one_figure_is_left_out_no_figure_of_any_question_is_shown() -> None:
    all_shown, one_left_out = shown_parts((14, 8, 3)), shown_parts((22, 2, 1))
    assert may_stand_together([one_left_out], are_alike=False)
    assert may_stand_together([all_shown, shown_parts((9, 9, 7))], are_alike=False)
    assert not may_stand_together([all_shown, one_left_out], are_alike=False)
    assert may_stand_together([all_shown, one_left_out], are_alike=True)  # questions of yes or no leave out alike


def _sign(words: bytes) -> str:
    return str(hash(words))


def _file(second: list[str]) -> tuple[dict[str, object], str]:
    facts = {"title": YES_NO.title, "roll": 40, "key": "ab12"}
    first = ["1"] * 16 + ["2"] * 10 + [ABSTAIN] * 4
    further = [Answers(CHOOSE.title, CHOOSE.question, second)]
    result = result_of(facts, YES_NO.question, first, [], on_paper=0, further=further)
    return result, written(result, _sign(signed_words(result)))


def test_a_file_of_several_questions_lists_each_by_itself_and_can_be_checked() -> None:
    result, text = _file(["3"] * 9 + ["1,2"] * 14 + [ABSTAIN] * 7)
    found = check_file(text, lambda words, signature, key: signature == _sign(words))
    assert (found.faults, found.was_recounted) == ((), True)
    further = result["further"]
    assert isinstance(further, list)
    assert further[0]["votes"] == sorted(further[0]["votes"])
    further[0]["votes"][0] = "2"
    again = written(result, _sign(signed_words(result)))
    assert check_file(again, lambda words, signature, key: signature == _sign(words)).faults
    further[0]["votes"], further[0]["counted"]["voted"] = None, 29
    again = written(result, _sign(signed_words(result)))
    (fault,) = check_file(again, lambda words, signature, key: signature == _sign(words)).faults
    assert "different numbers of votes" in fault


def test_a_file_with_a_small_figure_in_one_question_lists_no_votes_at_all() -> None:
    result, text = _file(["3"] * 28 + ["1,2"] * 2)
    further = result["further"]
    counted = result["counted"]
    assert isinstance(further, list)
    assert isinstance(counted, dict)
    assert (result["votes"], further[0]["votes"]) == (None, None)
    assert set(counted["figures"]) == {None}
    assert counted["leading"] == ["Yes"]
    assert check_file(text, lambda words, signature, key: signature == _sign(words)).faults == ()
