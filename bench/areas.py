"""The hexagons of the 361 council areas: how long they take, and how near neighbours stay, beside a published layout.

Needs the open data beside the repository (`../shared/data`); without it, there is nothing to compare with.
"""

import csv
import json
from pathlib import Path
from time import process_time
from typing import Any

import shapely
from shapely.geometry import shape

from bench.figures import Figure
from dueregard.records.areas.gateways.area_tables import FACTS
from dueregard.rules.areas.hexagons import Cell, apart, lay_out

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
CPU_SECONDS = 2.0
_TOUCH = 0.0005  # degrees between borders that are one
_LONG = 0.01  # degrees of border that two neighbours share at least


def run() -> list[Figure]:
    """Return the figures; none where the data are missing."""
    if not (DATA / "lad_hex_2023.hexjson").exists():
        return []
    pairs, places = _neighbours(), _places()
    published = json.loads((DATA / "lad_hex_2023.hexjson").read_text())["hexes"]
    theirs = {code: (one["q"], one["r"]) for code, one in published.items()}
    places = {code: place for code, place in places.items() if code in theirs}
    started = process_time()
    ours = lay_out(places, {code for code in places if code.startswith("N")})
    seconds = process_time() - started
    (steps, touch), (their_steps, their_touch) = _near(ours, pairs), _near(theirs, pairs)
    return [
        Figure("areas: a layout, against two seconds of CPU", seconds, CPU_SECONDS, "s", 1.0),
        Figure("areas: steps between true neighbours, against the published layout", steps, their_steps, "cells", 1.0),
        Figure("areas: true neighbours that touch, against the published layout", touch, their_touch, "%", None),
    ]


def _near(cells: dict[str, Cell], pairs: list[tuple[str, str]]) -> tuple[float, float]:
    steps = [apart(cells[one], cells[other]) for one, other in pairs]
    return sum(steps) / len(steps), 100 * steps.count(1) / len(steps)


def _places() -> dict[str, tuple[float, float]]:
    with (FACTS / "coordinates.csv").open(encoding="utf-8") as file:
        where = {row["slug"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)}
    with (FACTS / "codes.csv").open(encoding="utf-8") as file:
        return {row["code"]: where[row["slug"]] for row in csv.DictReader(file) if row["slug"] in where}


def _neighbours() -> list[tuple[str, str]]:
    features: list[dict[str, Any]] = json.loads((DATA / "lad_boundaries_2023.geojson").read_text())["features"]
    codes = [one["properties"]["gss_code"] for one in features]
    shapes = [shape(one["geometry"]).buffer(0) for one in features]
    found = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_TOUCH)
    return [
        (codes[one], codes[other])
        for one, other in zip(*found, strict=True)
        if one < other and shapes[one].buffer(_TOUCH).intersection(shapes[other]).length > _LONG
    ]
