"""Guesses from coordinates alone which areas touch: two do when no third lies between them."""

import math
from collections.abc import Sequence

Point = tuple[float, float]
_NEAREST = 14  # of so many, the true neighbours are some
_WIDEST = math.cos(math.radians(112))  # a third that sees the two at a wider angle lies between them
_FAR = 3.6  # times as far as the usual neighbour of either: there is a sea between
_ONE_DEGREE = 111.2  # km


def on_a_plane(places: Sequence[Point]) -> list[Point]:
    """Return latitudes and longitudes as kilometres to the east and north, true enough within one country."""
    return [
        (longitude * math.cos(math.radians(latitude)) * _ONE_DEGREE, latitude * _ONE_DEGREE)
        for latitude, longitude in ((lat, long + 2.0) for lat, long in places)
    ]


def guessed_neighbours(points: Sequence[Point]) -> list[list[int]]:
    """Return for each point those that are probably its neighbours, by their numbers."""
    nearest = [_nearest(one, points) for one in range(len(points))]
    usual = [_usual(one, near, points) for one, near in enumerate(nearest)]
    found: list[set[int]] = [set() for _ in points]
    for one, near in enumerate(nearest):
        for other in near:
            between = {*near, *nearest[other]} - {one, other}
            far = _FAR * max(usual[one], usual[other])
            if math.dist(points[one], points[other]) <= far and not any(
                _lies_between(points[third], points[one], points[other]) for third in between
            ):
                found[one].add(other)
                found[other].add(one)
    return [sorted(near) for near in found]


def _nearest(one: int, points: Sequence[Point]) -> list[int]:
    by_distance = sorted((math.dist(points[one], point), other) for other, point in enumerate(points) if other != one)
    return [other for _, other in by_distance[:_NEAREST]]


def _usual(one: int, near: Sequence[int], points: Sequence[Point]) -> float:
    distances = [math.dist(points[one], points[other]) for other in near[:3]]
    return sum(distances) / len(distances) if distances else 0.0


def _lies_between(third: Point, one: Point, other: Point) -> bool:
    a = (one[0] - third[0], one[1] - third[1])
    b = (other[0] - third[0], other[1] - third[1])
    long = math.hypot(*a) * math.hypot(*b)
    return long == 0.0 or (a[0] * b[0] + a[1] * b[1]) / long < _WIDEST
