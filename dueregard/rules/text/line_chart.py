"""Works out where the points, lines and labels of a small chart of years go. Draws nothing; a template does.

A year without a number is a gap; a break in the series is never drawn across.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 120, 24, 34
_GRIDS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One year and its number, if it is known."""

    label: str
    value: int | None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """A number in its place. `is_sure` is false where nobody checked it at its source."""

    x: float
    y: float
    label: str
    value: int
    is_sure: bool
    is_last: bool

    @property
    def words(self) -> str:
        """Say the number as a label does."""
        return f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart with its words: a grid line, or a break before a year."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn, in units of the picture."""

    width: int
    height: int
    lines: tuple[str, ...]  # each a list of points as SVG writes it
    points: tuple[Point, ...]
    grid: tuple[Mark, ...]
    years: tuple[Mark, ...]
    breaks: tuple[Mark, ...]


def line_chart(rows: Sequence[Row], *, breaks: Sequence[str] = ()) -> Chart | None:
    """Return the chart of the rows in their order, or None where fewer than two numbers are known.

    `breaks` are labels of rows where a new series starts.
    """
    known = [row.value for row in rows if row.value is not None]
    if len(known) < 2:
        return None
    top = _round_up(max(known))
    step = (WIDTH - _LEFT - _RIGHT) / max(len(rows) - 1, 1)

    def x(index: float) -> float:
        return round(_LEFT + index * step, 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - value / top * (HEIGHT - _TOP - _BOTTOM), 1)

    last = max(index for index, row in enumerate(rows) if row.value is not None)
    points = [
        Point(x(index), y(row.value), row.label, row.value, row.is_sure, index == last)
        for index, row in enumerate(rows)
        if row.value is not None
    ]
    every = 1 if len(rows) <= 10 else 2
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        lines=tuple(_runs(rows, set(breaks), x, y)),
        points=tuple(points),
        grid=tuple(Mark(0, y(top * part / _GRIDS), f"{top * part // _GRIDS:,}") for part in range(_GRIDS + 1)),
        years=tuple(
            Mark(x(index), HEIGHT - 10, row.label)
            for index, row in enumerate(rows)
            if (len(rows) - 1 - index) % every == 0
        ),
        breaks=tuple(Mark(x(index - 0.5), _TOP, row.label) for index, row in enumerate(rows) if row.label in breaks),
    )


def _runs(
    rows: Sequence[Row], breaks: Set[str], x: Callable[[float], float], y: Callable[[float], float]
) -> Iterator[str]:
    run: list[str] = []
    for index, row in enumerate(rows):
        if (row.value is None or row.label in breaks) and run:
            if len(run) > 1:
                yield " ".join(run)
            run = []
        if row.value is not None:
            run.append(f"{x(index)},{y(row.value)}")
    if len(run) > 1:
        yield " ".join(run)


def _round_up(value: int) -> int:
    """Return the next number whose quarters are easy to read: 8,778 becomes 10,000, 162 becomes 200."""
    size = 1
    while size * 10 <= value:
        size *= 10
    for times in (1, 2, 4, 5, 6, 8, 10):
        if size * times >= value and size * times % _GRIDS == 0:
            return size * times
    return max(value, _GRIDS)
