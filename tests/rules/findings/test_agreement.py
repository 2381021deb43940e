"""Cohen's kappa. Source of the formula: Cohen 1960; each row is worked by hand from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.findings.agreement import agreement


def pairs(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    """Return so many pairs of each kind."""
    return [("yes", "yes")] * yes_yes + [("yes", "no")] * yes_no + [("no", "yes")] * no_yes + [("no", "no")] * no_no


@pytest.mark.parametrize(
    ("table", "expected", "kappa", "words"),
    [
        ((20, 5, 10, 15), 0.5, 0.4, "fair"),  # po 0.70; pe 0.5·0.6 + 0.5·0.4
        ((45, 15, 25, 15), 0.54, 0.1304, "slight"),  # po 0.60; pe 0.6·0.7 + 0.4·0.3
        ((25, 35, 5, 35), 0.46, 0.2593, "fair"),  # po 0.60; pe 0.6·0.3 + 0.4·0.7
        ((8, 0, 0, 2), 0.68, 1.0, "almost perfect"),
        ((0, 5, 5, 0), 0.5, -1.0, "no better than chance"),
        ((5, 5, 5, 5), 0.5, 0.0, "no better than chance"),
        ((9, 1, 1, 9), 0.5, 0.8, "substantial"),
        ((8, 2, 2, 8), 0.5, 0.6, "moderate"),
    ],
)
def test_kappa(table: tuple[int, int, int, int], expected: float, kappa: float, words: str) -> None:
    found = agreement(pairs(*table))
    assert found.expected == pytest.approx(expected)
    assert found.kappa == pytest.approx(kappa, abs=0.0001)
    assert found.words == words


def test_more_than_two_answers_count_each() -> None:
    found = agreement([("a", "a"), ("a", "b"), ("b", "b"), ("c", "c"), ("c", "a")])
    # po 3/5; pe (2·2 + 1·2 + 2·1) / 25 = 8/25
    assert (found.same, found.observed, found.kappa) == (3, 0.6, pytest.approx((0.6 - 0.32) / 0.68))


@pytest.mark.parametrize("given", [[], [("yes", "yes")] * 7])
def test_no_figure_is_given_where_there_is_none(given: list[tuple[str, str]]) -> None:
    found = agreement(given)
    assert found.kappa is None
    assert found.words == "cannot be worked out"
    assert found.is_few


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_kappa_lies_between_minus_one_and_one_and_does_not_ask_who_was_first(given: list[tuple[str, str]]) -> None:
    found = agreement(given)
    turned = agreement([(other, one) for one, other in given])
    assert (found.kappa is None) == (len({answer for pair in given for answer in pair}) == 1)
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert turned.kappa == pytest.approx(found.kappa)
