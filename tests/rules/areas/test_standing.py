"""One word for an area: what most of its bodies did that were asked; of equally many, the least."""

import math
import re

import pytest

from dueregard.rules.areas.drawing import Pixel, middle_of, outline
from dueregard.rules.areas.standing import Standing, area_standing, standing_of
from dueregard.rules.casework.states import State


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({}, Standing.NEVER),
        ({Standing.ANSWERED: 2, Standing.REFUSED: 1}, Standing.ANSWERED),
        ({Standing.ANSWERED: 1, Standing.REFUSED: 1}, Standing.REFUSED),
        ({Standing.WAITING: 1, Standing.OVERDUE: 1, Standing.ANSWERED: 1}, Standing.OVERDUE),
        ({Standing.NEVER: 9, Standing.IN_PART: 1}, Standing.IN_PART),
    ],
)
def test_the_word_of_an_area(counts: dict[Standing, int], word: Standing) -> None:
    assert area_standing(counts, is_bound=True) is word


def test_where_the_duty_does_not_apply_nobody_is_said_to_have_been_forgotten() -> None:
    assert area_standing({}, is_bound=False) is Standing.NOT_BOUND
    assert area_standing({Standing.ANSWERED: 1}, is_bound=False) is Standing.ANSWERED


def test_every_state_of_a_request_that_was_sent_has_a_word_and_a_sign_of_its_own() -> None:
    sent = [state for state in State if state is not State.NOT_SENT]
    assert {standing_of(state) for state in sent} == {*Standing} - {Standing.NEVER, Standing.NOT_BOUND}
    assert len({state.sign for state in Standing}) == len({state.words for state in Standing}) == len(Standing)


def corners_of(ring: str) -> list[Pixel]:
    """Read a closed line of steps as a browser does."""
    found, x, y = [], 0, 0
    for letter, words in re.findall(r"([Mlv])([^Mlvz]+)", ring):
        one, *other = (int(number) for number in re.findall(r"-?\d+", words))
        x, y = (one, other[0]) if letter == "M" else (x, y + one) if letter == "v" else (x + one, y + other[0])
        found.append((x, y))
    return found


def test_the_line_around_one_cell_has_six_corners_and_around_two_that_touch_it_is_one_line_with_ten() -> None:
    one, other = middle_of((3, 2), 4), middle_of((4, 2), 4)
    corners = corners_of(outline([(3, 2)], 4))
    assert len(set(corners)) == len(corners) == 6
    assert all(13 <= math.dist(corner, one) < 15 for corner in corners)  # whole pixels
    two = outline([(3, 2), (4, 2)], 4)
    assert two.count("M") == 1
    corners = corners_of(two)
    assert len(set(corners)) == len(corners) == 10
    assert all(13 <= min(math.dist(corner, one), math.dist(corner, other)) < 15 for corner in corners)
    assert outline([(0, 0), (5, 4)], 4).count("M") == 2


def test_north_is_at_the_top_of_the_drawing() -> None:
    assert middle_of((0, 4), 4)[1] < middle_of((0, 2), 4)[1]
