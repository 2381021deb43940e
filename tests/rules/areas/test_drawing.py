"""A path on whose points signs are drawn goes through exactly the points that it was given."""

import re

import pytest

from dueregard.rules.areas.drawing import Pixel, through


def points_of(path: str) -> list[Pixel]:
    """Read a path of m and h as a browser does."""
    found, x, y = [], 0, 0
    for letter, words in re.findall(r"([mh])([^mh]+)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", words)]
        assert len(numbers) == (2 if letter == "m" else 1)
        x, y = x + numbers[0], y + (numbers[1] if letter == "m" else 0)
        found.append((x, y))
    return found


@pytest.mark.parametrize(
    "points",
    [
        [(12, 34)],
        [(12, 34), (36, 34), (60, 34), (48, 55)],
        [(60, 34), (12, 34), (12, 12), (0, 0), (-5, -7)],
        [(0, 0), (24, 0), (24, 0)],
    ],
)
def test_the_path_has_these_points_in_their_order(points: list[Pixel]) -> None:
    assert points_of(through(points)) == points


def test_a_row_of_signs_takes_three_letters_each() -> None:
    assert through([(12, 34), (36, 34), (60, 34)]) == "m12 34h24h24"
