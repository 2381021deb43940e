"""Mends, joins and simplifies shapes, so that neighbours keep one border, and writes them as paths and as GeoJSON.

All in metres of the British National Grid, until the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

STEP = 600  # metres in one step of the drawing
MOST_POINTS = 12_000  # of all paths together: the map has to stay light
_TOLERANCES = (300, 500, 800, 1_200, 1_800, 2_700, 4_000, 6_000)
_SMALLEST = 6_000_000.0  # square metres: a smaller island beside a larger part is not drawn
_TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape as it is drawn."""

    path: str
    box: tuple[int, int, int, int]  # left, top, right, bottom
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes, the size of the drawing in steps, and by how many metres a line may be off."""

    shapes: dict[int, Drawn]
    width: int
    height: int
    tolerance: int


def mended(shape: BaseGeometry) -> tuple[BaseGeometry, bool]:
    """Return a valid shape of areas alone, and whether it had to be mended (rings that cross themselves)."""
    if shape.is_valid:
        return shape, False
    return _areas_of(shapely.make_valid(shape)), True


def joined(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the shape of several areas together."""
    return _areas_of(shapely.unary_union(list(shapes)))


def drawing_of(shapes: Mapping[int, BaseGeometry], joins: Mapping[int, Sequence[int]]) -> Drawing:
    """Simplify until the whole is light enough, join what others are made of, in that order, and draw it all."""
    keys = sorted(shapes)
    whole = [shapes[key] for key in keys]
    simple, tolerance = whole, 0
    for tolerance in _TOLERANCES:
        simple = [_without_islets(one) for one in shapely.coverage_simplify(whole, tolerance)]
        if sum(int(number) for number in shapely.get_num_coordinates(simple)) <= MOST_POINTS:
            break
    done = dict(zip(keys, simple, strict=True))
    for key, parts in joins.items():
        done[key] = joined([done[part] for part in parts])
    west, south, east, north = (float(one) for one in shapely.total_bounds(simple))
    drawn = {key: _drawn(one, west, north) for key, one in done.items()}
    return Drawing(drawn, round((east - west) / STEP) + 1, round((north - south) / STEP) + 1, tolerance)


def _areas_of(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon | MultiPolygon)]
    return shapely.unary_union(parts) if parts else shape


def _without_islets(shape: BaseGeometry) -> BaseGeometry:
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    return MultiPolygon([part for at, part in enumerate(parts) if at == 0 or part.area >= _SMALLEST])


def _drawn(shape: BaseGeometry, west: float, north: float) -> Drawn:
    rings, places = [], []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = [(round((x - west) / STEP), round((north - y) / STEP)) for x, y in ring.coords]
            places += points
            rings.append(_relative(points))
    xs, ys = [x for x, _ in places], [y for _, y in places]
    degrees = shapely.transform(shape, _TO_DEGREES.transform, interleaved=False)
    geometry = mapping(shapely.set_precision(degrees, 0.0001, mode="pointwise"))
    return Drawn("".join(rings), (min(xs), min(ys), max(xs), max(ys)), dict(geometry))


def _relative(points: list[tuple[int, int]]) -> str:
    """Return a ring as a path of steps from point to point; of a ring too small to see, a dot that can be."""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)][:-1]
    moves = " ".join(_pair(x, y) for x, y in steps if x or y).replace(" -", "-")
    start = f"M{points[0][0]} {points[0][1]}"
    return f"{start}l{moves}z" if moves else f"{start}h1v1h-1z"


def _pair(x: int, y: int) -> str:
    return f"{x} {y}"
