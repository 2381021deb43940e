"""A chart of years: gaps stay gaps, a break is never drawn across, and every number stands where it belongs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.text.line_chart import HEIGHT, WIDTH, Row, line_chart


def rows(*values: int | None) -> list[Row]:
    """Return rows named by their position."""
    return [Row(str(index), value) for index, value in enumerate(values)]


def test_one_number_is_no_chart() -> None:
    assert line_chart(rows(5)) is None
    assert line_chart(rows(None, 5, None)) is None


def test_a_year_without_a_number_is_a_gap() -> None:
    chart = line_chart(rows(1, 2, None, 3, 4))
    assert chart is not None
    assert [len(line.split()) for line in chart.lines] == [2, 2]


def test_no_line_is_drawn_across_a_break() -> None:
    chart = line_chart(rows(1, 2, 3, 4), breaks=["2"])
    assert chart is not None
    assert [len(line.split()) for line in chart.lines] == [2, 2]
    assert chart.points[1].x < chart.breaks[0].x < chart.points[2].x


def test_the_grid_is_of_round_numbers_above_the_highest() -> None:
    chart = line_chart(rows(4915, 8778))
    assert chart is not None
    assert [mark.words for mark in chart.grid] == ["0", "2,500", "5,000", "7,500", "10,000"]


def test_only_the_last_number_is_named_in_the_picture() -> None:
    chart = line_chart([Row("a", 1), Row("b", 2, is_sure=False), Row("c", None)])
    assert chart is not None
    assert [(point.is_last, point.is_sure) for point in chart.points] == [(False, True), (True, False)]


@given(st.lists(st.none() | st.integers(0, 10**7), min_size=2, max_size=40))
def test_every_number_stands_inside_the_picture_and_a_higher_one_higher(values: list[int | None]) -> None:
    chart = line_chart(rows(*values))
    if chart is None:
        assert sum(value is not None for value in values) < 2
        return
    assert len(chart.points) == sum(value is not None for value in values)
    for point in chart.points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y <= HEIGHT
    by_value = sorted(chart.points, key=lambda point: point.value)
    assert all(low.y >= high.y for low, high in pairwise(by_value))
