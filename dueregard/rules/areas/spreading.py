"""Moves points apart where they are crowded and together where they are few, so that each has the room of one cell."""

import math
from collections.abc import Sequence

from dueregard.rules.areas.neighbours import Point

ROUNDS = 90
_APART = 1.0  # cells of a row
_PULL, _PUSH = 0.16, 0.36


def spread(points: Sequence[Point], near: Sequence[Sequence[int]]) -> list[Point]:
    """Return the points as places on a plane where neighbours are about 1 apart, as they lie to one another."""
    places = _of_size(points, near)
    for turn in range(ROUNDS):
        pushes = _pushes(places, near)
        ease = 1.0 - 0.5 * turn / ROUNDS
        places = [(x + ease * dx, y + ease * dy) for (x, y), (dx, dy) in zip(places, pushes, strict=True)]
    return places


def _of_size(points: Sequence[Point], near: Sequence[Sequence[int]]) -> list[Point]:
    """Scale so that the usual neighbour is about 1 away, weighed so that the crowded ones do not decide alone."""
    lengths = sorted(
        math.dist(points[one], points[other]) for one, others in enumerate(near) for other in others if one < other
    )
    usual = (lengths[int(len(lengths) * 0.62)] if lengths else 1.0) or 1.0
    return [(x / usual, y / usual) for x, y in points]


def _pushes(places: Sequence[Point], near: Sequence[Sequence[int]]) -> list[list[float]]:
    moved = [[0.0, 0.0] for _ in places]
    for one, others in enumerate(near):
        for other in others:
            if one < other:
                _draw(one, other, places, moved, _PULL)
    for one, other in _crowded(places):
        _draw(one, other, places, moved, _PUSH)
    return moved


def _draw(one: int, other: int, places: Sequence[Point], moved: list[list[float]], strength: float) -> None:
    """Bring two to the distance of two cells, each half way."""
    dx, dy = places[other][0] - places[one][0], places[other][1] - places[one][1]
    far = math.hypot(dx, dy)
    if far == 0.0:
        dx, dy, far = 1e-3 * (one + 1), 1e-3, 1e-3 * (one + 1)
    by = strength * max(-0.5, min(0.5, (far - _APART))) / 2 / far
    moved[one][0] += by * dx
    moved[one][1] += by * dy
    moved[other][0] -= by * dx
    moved[other][1] -= by * dy


def _crowded(places: Sequence[Point]) -> list[tuple[int, int]]:
    """Return the pairs that are nearer than two cells, found in squares of that size."""
    squares: dict[tuple[int, int], list[int]] = {}
    for one, (x, y) in enumerate(places):
        squares.setdefault((math.floor(x), math.floor(y)), []).append(one)
    pairs = []
    for (x, y), here in squares.items():
        around = [*((one, other) for at, one in enumerate(here) for other in here[at + 1 :])]
        for a, b in ((1, 0), (-1, 1), (0, 1), (1, 1)):
            around += [(one, other) for one in here for other in squares.get((x + a, y + b), ())]
        pairs += [(min(pair), max(pair)) for pair in around if math.dist(places[pair[0]], places[pair[1]]) < _APART]
    return sorted(pairs)
