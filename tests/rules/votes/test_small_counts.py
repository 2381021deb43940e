"""What is shown of a result points at nobody, even to somebody who knows the rule and subtracts."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from dueregard.rules.votes.questions import Kind, question_of
from dueregard.rules.votes.result_file import shown_of
from dueregard.rules.votes.small_counts import FEW_VOTERS, FEW_VOTES, shown_choices, shown_parts, shows_stages
from dueregard.rules.votes.tally import Tally


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
