"""What is shown of a result points at nobody, even to somebody who knows the rule and subtracts."""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement

import pytest

from dueregard.rules.votes.questions import ABSTAIN, Kind, Question, question_of
from dueregard.rules.votes.result_file import WHOLE, Beside, beside_paper, counted_of, result_of, shown_of
from dueregard.rules.votes.small_counts import (
    ENOUGH_TO_LIST,
    FEW_VOTERS,
    FEW_VOTES,
    hidden_beside,
    shown_choices,
    shown_parts,
    shows_stages,
)
from dueregard.rules.votes.tally import Tally, tally


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _splits(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize("voted", range(FEW_VOTERS, 40))
def test_no_figure_below_three_follows_from_what_is_shown(voted: int) -> None:
    """Every result with so many voters is worked out; those that look alike are put together. In each such class, a
    small figure must be able to be something else: 0, 1 and 2 may not be told apart from three or more."""
    alike = defaultdict(list)
    for split in _splits(voted, 3):
        shown = shown_parts(split)
        alike[shown.figures].append(split)
    for figures, splits in alike.items():
        for at in range(3):
            possible = {split[at] for split in splits}
            assert max(possible) >= FEW_VOTES, (figures, at, possible)


@pytest.mark.parametrize("voted", range(FEW_VOTERS, 30))
def test_nobody_learns_that_all_agreed(voted: int) -> None:
    """A result in which all agree looks like one in which some did not."""
    for parts in _splits(voted, 3):
        if max(parts) == voted:
            assert shown_parts(parts).figures == (None, None, None)
    assert shown_parts((voted - 1, 1, 0)).figures == (None, None, None)


@pytest.mark.parametrize("voted", range(FEW_VOTERS))
def test_of_fewer_than_five_voters_only_their_number_is_shown(voted: int) -> None:
    for parts in _splits(voted, 3):
        shown = shown_parts(parts)
        assert shown.voted == voted
        assert shown.figures == (None, None, None)
        assert not shown.has_outcome
    assert not shown_choices((voted, 0), voted).has_outcome
    assert not shows_stages(voted)


@pytest.mark.parametrize("voted", range(FEW_VOTERS, 40))
def test_where_several_may_be_chosen_neither_few_nor_all_but_few_are_shown(voted: int) -> None:
    for chose in range(voted + 1):
        (figure,) = shown_choices((chose,), voted).figures
        if chose < FEW_VOTES or voted - chose < FEW_VOTES:
            assert figure is None
        else:
            assert figure == chose


def test_large_figures_are_shown() -> None:
    assert shown_parts((40, 21, 7)).figures == (40, 21, 7)
    assert shown_parts((40, 21, 1)).figures == (40, None, None)
    assert shown_parts((40, 2, 1)).figures == (None, None, None)
    assert shown_parts((40, 2, 1)).has_outcome


@pytest.mark.parametrize("voted", range(FEW_VOTERS, 16))
def test_where_one_option_is_chosen_no_small_figure_is_the_rest(voted: int) -> None:
    """With one choice for each voter, options and abstentions add up to all: what is left out could be subtracted."""
    question = question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 1)
    alike = defaultdict(list)
    for split in _splits(voted, 4):
        alike[shown_of(Tally(question, voted, split[3], split[:3])).figures].append(split)
    for figures, splits in alike.items():
        for at in range(4):
            assert max(split[at] for split in splits) >= FEW_VOTES, (figures, at)


def _papers(question: Question, voted: int) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """Yield every set of votes that differs, with what each option and abstaining got."""
    numbers = range(1, len(question.options) + 1)
    chosen = [",".join(map(str, some)) for most in range(1, question.most + 1) for some in combinations(numbers, most)]
    for votes in combinations_with_replacement([*chosen, ABSTAIN], voted):
        got = tuple(sum(str(at) in vote.split(",") for vote in votes) for at in numbers)
        yield (*got, votes.count(ABSTAIN)), list(votes)


@pytest.mark.parametrize(
    ("question", "voted"),
    [
        *((question_of(Kind.YES_NO, (), 1), voted) for voted in range(1, 31)),
        *((question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 1), voted) for voted in range(1, 17)),
        *((question_of(Kind.CHOOSE, ("Letter", "Vigil", "Meeting"), 2), voted) for voted in range(1, 9)),
    ],
)
def test_what_is_said_of_the_outcome_beside_the_figures_gives_no_small_figure_and_no_agreement_away(
    question: Question, voted: int
) -> None:
    """All that is said of a result, words and figures, is the same for results in which the small figure is another."""
    alike = defaultdict(set)
    for got, votes in _papers(question, voted):
        alike[json.dumps(counted_of(tally(question, votes)))].add(got)
    for said, results in alike.items():
        for figures in zip(*results, strict=True):
            is_known = len(set(figures)) == 1
            assert not (is_known and figures[0] < FEW_VOTES and voted >= FEW_VOTERS), said
            assert min(figures) < voted, said


@pytest.mark.parametrize(
    ("votes", "has_stages"),
    [
        (["1>2"] * 9, False),  # all begin with the same
        (["1"] * 25, False),
        (["1"] * 8 + ["2"], False),  # whoever voted for Bo would see how all others voted
        (["1"] * 4 + ["2"] * 4 + ["3>2"] * 3, True),
        (["1"] * 4 + ["2"] * 4 + ["3>2"] * 2 + ["3>1"], False),  # from one stage to the next, one paper moved
        (["1"] * 4 + ["2"] * 4 + ["3>2"] * 3 + [ABSTAIN], False),
        (["1"] * 20 + ["2"] * 8 + ["3>2"] * 1, True),
    ],
)
def test_stages_of_a_ranked_count_show_nobodys_paper(votes: list[str], has_stages: bool) -> None:
    question = question_of(Kind.RANK, ("Ada", "Bo", "Cy"), 1)
    result = result_of({"title": "Who speaks for us?"}, question, votes, [], on_paper=0)
    assert bool(result["counted"]["stages"]) is has_stages
    assert result["counted"]["leading"]
    assert (result["votes"] is not None) is (has_stages and len(votes) >= ENOUGH_TO_LIST)


@pytest.mark.parametrize("online", range(FEW_VOTERS, 13))
def test_whoever_knows_the_paper_votes_subtracts_them_and_learns_no_small_figure(online: int) -> None:
    """Every result of votes with codes, beside every pile of up to seven papers, which those who typed them know."""
    for paper in (split for total in range(1, 8) for split in _splits(total, 3)):
        alike = defaultdict(list)
        for rest in _splits(online, 3):
            parts = tuple(map(sum, zip(paper, rest, strict=True)))
            hidden = hidden_beside(parts, rest)
            alike[tuple(None if at in hidden else part for at, part in enumerate(parts))].append(rest)
        for figures, rests in alike.items():
            for at in range(3):
                assert max(rest[at] for rest in rests) >= FEW_VOTES, (paper, figures, at)


def test_large_figures_stay_where_both_piles_are_large() -> None:
    assert hidden_beside((40, 21, 7), (20, 11, 4)) == set()
    assert hidden_beside((40, 21, 7), (20, 11, 0)) == {1, 2}
    assert hidden_beside((40, 21, 7), (1, 2, 2)) == {0, 1, 2}


@pytest.mark.parametrize(
    ("kind", "online", "beside"),
    [
        (Kind.YES_NO, ["2"], Beside(has_figures=False, has_list=False)),
        (Kind.YES_NO, [], WHOLE),
        (Kind.YES_NO, ["1"] * 5 + ["2"] * 4 + [ABSTAIN] * 3, Beside()),
        (Kind.RANK, ["2>1"] * 4, Beside(has_figures=False, has_list=False)),
        (Kind.RANK, ["2>1"] * 9, Beside(has_list=False)),
        (Kind.CHOOSE, ["1,2"] * 5 + ["3"] * 4, Beside((0, 1, 2, 3), has_list=False)),
    ],
)
def test_what_is_left_out_beside_paper_by_kind(kind: Kind, online: list[str], beside: Beside) -> None:
    question = question_of(kind, () if kind is Kind.YES_NO else ("Ada", "Bo", "Cy"), 2 if kind is Kind.CHOOSE else 1)
    paper = ["1"] * 20 + ["2"] * 20
    assert beside_paper(question, [*paper, *online], online) == beside
