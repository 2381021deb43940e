"""Reading a file of boundaries: GeoJSON or TopoJSON, in degrees, British National Grid or another known projection.

What comes out is in British National Grid, in metres; `geometry` mends and simplifies it.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from dueregard.records.areas.gateways.topology import topojson_features
from dueregard.records.areas.gateways.wrong_file import WrongFile

LARGEST = 80 * 1024 * 1024
MOST_FEATURES = 2_000
GRID = 27700
_CODE = re.compile(r"[ENSW][0-9]{8}\Z")
_NUMBER = re.compile(r"(?:EPSG[:/]+(?:[0-9.]*[:/]+)?|epsg.io/)([0-9]{4,6})\Z", re.IGNORECASE)
_BOXES = {  # west, south, east, north of the United Kingdom in each
    4326: (-9.5, 49.0, 3.0, 61.5),
    GRID: (-220_000.0, -40_000.0, 800_000.0, 1_320_000.0),
    3857: (-1_100_000.0, 6_200_000.0, 340_000.0, 8_800_000.0),
}
_WORDS = {4326: "degrees (WGS 84)", GRID: "British National Grid", 3857: "Web Mercator"}


@dataclass(frozen=True, slots=True)
class BoundaryFeature:
    """The shape of one code, in metres of the British National Grid."""

    code: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Boundaries:
    """All shapes of a file, and which coordinates it had, in words."""

    features: tuple[BoundaryFeature, ...]
    projection: str
    without_code: int


def read_boundaries(path: Path) -> Boundaries:
    """Read a file. Raises: WrongFile, with a sentence."""
    if path.stat().st_size > LARGEST:
        raise WrongFile(
            f"The file is larger than {LARGEST // 1024 // 1024} MB. Download the ultra-generalised boundaries."
        )
    whole = _parsed(path)
    listed = topojson_features(whole) if whole.get("type") == "Topology" else whole.get("features")
    if not isinstance(listed, list) or not listed:
        raise WrongFile("The file has no areas. It must be GeoJSON (a FeatureCollection) or TopoJSON.")
    if len(listed) > MOST_FEATURES:
        raise WrongFile(
            f"The file has {len(listed):,} shapes; at most {MOST_FEATURES:,} can be imported. Choose councils."
        )
    column = _code_column(listed)
    coded = [(_text(one, column), one.get("geometry")) for one in listed if isinstance(one, dict)]
    shapes = [(code, _shape(geometry, code)) for code, geometry in coded if _CODE.match(code) and geometry]
    number = _projection(whole, [geometry for _, geometry in shapes])
    moved = _on_the_grid([geometry for _, geometry in shapes], number)
    features = tuple(BoundaryFeature(code, geometry) for (code, _), geometry in zip(shapes, moved, strict=True))
    return Boundaries(features, _WORDS.get(number, f"EPSG:{number}"), len(listed) - len(shapes))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as wrong:
        raise WrongFile(
            "The file is not JSON. Download the boundaries as GeoJSON, not as a shapefile or a page."
        ) from wrong
    if not isinstance(whole, dict):
        raise WrongFile("The file is JSON, but neither GeoJSON nor TopoJSON.")
    return whole


def _code_column(listed: list[Any]) -> str:
    """Return the property that holds GSS codes: that of the most features. Raises: WrongFile"""
    columns: Counter[str] = Counter()
    for one in listed:
        for name, value in _properties(one).items():
            if isinstance(value, str) and _CODE.match(value):
                columns[name] += 1
    if not columns:
        raise WrongFile("No property of these areas is a GSS code such as E08000035, so we cannot tell which is which.")
    return max(columns, key=lambda name: (columns[name], name))


def _text(one: dict[str, Any], column: str) -> str:
    value = _properties(one).get(column)
    return value if isinstance(value, str) else ""


def _properties(one: object) -> dict[str, Any]:
    """Return what a feature says of itself; nothing where that is no list of names and values."""
    properties = one.get("properties") if isinstance(one, dict) else None
    return properties if isinstance(properties, dict) else {}


def _shape(geometry: object, code: str) -> BaseGeometry:
    try:
        made = shape(geometry)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, shapely.errors.ShapelyError) as wrong:
        raise WrongFile(f"The shape of {code} cannot be read.") from wrong
    if made.geom_type not in ("Polygon", "MultiPolygon") or made.is_empty:
        raise WrongFile(f"The shape of {code} is not an area: it is a {made.geom_type}.")
    return made


def _projection(whole: dict[str, Any], shapes: list[BaseGeometry]) -> int:
    """Return the number of the projection, declared or told from the numbers. Raises: WrongFile"""
    if not shapes:
        raise WrongFile("No area of this file has both a GSS code and a shape.")
    box = shapely.total_bounds(shapes)
    west, south, east, north = (float(one) for one in box)
    told = next(
        (number for number, (w, s, e, n) in _BOXES.items() if w <= west and s <= south and east <= e and north <= n), 0
    )
    declared = _declared(whole)
    if declared and declared not in (told, 4326) and declared in _BOXES:
        raise WrongFile(
            f"The file says that its coordinates are {_WORDS[declared]}, but its numbers do not look like it. "
            "Download it again, in degrees (WGS 84) or in British National Grid."
        )
    if declared and declared not in _BOXES:
        return declared
    if not told:
        raise WrongFile(
            f"We cannot tell where these areas are (numbers from {west:g}, {south:g} to {east:g}, {north:g}). "
            "Download the file in degrees (WGS 84) or in British National Grid."
        )
    return told


def _declared(whole: dict[str, Any]) -> int:
    crs = whole.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name.upper().endswith("CRS84"):
        return 4326
    found = _NUMBER.search(name.strip())
    return int(found.group(1)) if found else 0


def _on_the_grid(shapes: list[BaseGeometry], number: int) -> list[BaseGeometry]:
    if number == GRID:
        return shapes
    try:
        turn = Transformer.from_crs(CRS.from_epsg(number), CRS.from_epsg(GRID), always_xy=True)
    except CRSError as wrong:
        raise WrongFile(
            f"We do not know the projection EPSG:{number}. Download the file in degrees (WGS 84)."
        ) from wrong
    moved = [shapely.transform(one, turn.transform, interleaved=False) for one in shapes]
    west, south, east, north = _BOXES[GRID]
    left, bottom, right, top = (float(one) for one in shapely.total_bounds(moved))
    if not (west <= left and south <= bottom and right <= east and top <= north):
        raise WrongFile("These areas are not in the United Kingdom, or their projection is not what the file says.")
    return moved
