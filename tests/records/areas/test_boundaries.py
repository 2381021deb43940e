"""Boundaries in any usual form become the same shapes; a file that cannot be used says why and changes nothing."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pyproj import Transformer
from shapely.geometry import box, mapping, shape

from dueregard.records.areas.actions.import_file import BOUNDARIES, LICENCES, import_file
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.gateways.wrong_file import WrongFile
from dueregard.records.areas.models import BoundaryFile, Shape
from tests.records.areas.conftest import NOW

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "lad_boundaries_2023.geojson"
TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)
SQUARES = {  # metres of the British National Grid; Ashby and Elmby touch
    "E07000901": box(420_000, 540_000, 440_000, 560_000),
    "E07000902": box(440_000, 540_000, 470_000, 560_000),
    "E06000901": box(420_000, 570_000, 450_000, 600_000),
}


def _collection(shapes: dict[str, Any], **extra: Any) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": {"LAD23CD": code, "LAD23NM": "x"}, "geometry": geometry}
        for code, geometry in shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features, **extra}


def _grid() -> dict[str, Any]:
    return _collection({code: mapping(one) for code, one in SQUARES.items()})


def _degrees() -> dict[str, Any]:
    moved = {code: shapely.transform(one, TO_DEGREES.transform, interleaved=False) for code, one in SQUARES.items()}
    return _collection({code: mapping(one) for code, one in moved.items()})


def _topology() -> dict[str, Any]:
    arcs, geometries = [], []
    for code, one in SQUARES.items():
        points = [(int(x / 10_000), int(y / 10_000)) for x, y in one.exterior.coords]
        arcs.append([points[0], *[(x - a, y - b) for (a, b), (x, y) in pairwise(points)]])
        geometries.append({"type": "Polygon", "arcs": [[len(arcs) - 1]], "properties": {"code": code}})
    transform = {"scale": [10_000, 10_000], "translate": [0, 0]}
    layers = {"lad": {"type": "GeometryCollection", "geometries": geometries}}
    return {"type": "Topology", "transform": transform, "arcs": arcs, "objects": layers}


def _import(path: Path, content: object, *, dry_run: bool = False) -> list[str]:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    licence = LICENCES[BOUNDARIES]
    return import_file(BOUNDARIES, path, name=path.name, licence=licence, by=None, now=NOW, dry_run=dry_run)


@pytest.mark.parametrize(("make", "words"), [(_grid, "British"), (_degrees, "degrees"), (_topology, "British")])
def test_geojson_and_topojson_in_degrees_or_on_the_national_grid_give_the_same_shapes(
    northshire: LoadReport, tmp_path: Path, make: Any, words: str
) -> None:
    lines = _import(tmp_path / "file.json", make())
    assert words in lines[0]
    boxes = {one.area.slug: (one.left, one.top, one.right, one.bottom) for one in Shape.objects.select_related("area")}
    assert boxes == {
        "ashby": (0, 67, 33, 100),
        "elmby": (33, 67, 83, 100),
        "northport": (0, 0, 50, 50),
        "woodby": (0, 67, 83, 100),
    }


def test_an_area_that_the_file_is_too_old_for_is_joined_from_the_ones_before_it(
    northshire: LoadReport, tmp_path: Path
) -> None:
    assert "Joined from the areas before them: Woodby." in _import(tmp_path / "file.json", _grid())
    woodby = Shape.objects.get(area__slug="woodby")
    assert woodby.is_joined
    assert len(shapely.get_parts(shape(woodby.geometry))) == 1


def test_neighbours_keep_one_border(northshire: LoadReport, tmp_path: Path) -> None:
    _import(tmp_path / "file.json", _grid())
    one, other = (shape(Shape.objects.get(area__slug=slug).geometry) for slug in ("ashby", "elmby"))
    assert one.intersection(other).area < 1e-6
    assert one.intersection(other).length > 0.1


def test_rings_that_cross_themselves_are_mended_and_it_is_said(northshire: LoadReport, tmp_path: Path) -> None:
    bow = [[[420_000, 540_000], [440_000, 560_000], [440_000, 540_000], [420_000, 560_000], [420_000, 540_000]]]
    shapes = {code: mapping(one) for code, one in SQUARES.items()} | {
        "E07000901": {"type": "Polygon", "coordinates": bow}
    }
    lines = _import(tmp_path / "file.json", _collection(shapes))
    assert "Rings that crossed themselves were mended: Ashby." in lines
    assert shape(Shape.objects.get(area__slug="ashby").geometry).is_valid


def test_codes_that_no_area_has_are_left_out_and_listed(northshire: LoadReport, tmp_path: Path) -> None:
    shapes = {code: mapping(one) for code, one in SQUARES.items()} | {"E99999999": mapping(box(1, 1, 9, 9))}
    assert "Left out, no area has these codes: E99999999." in _import(tmp_path / "file.json", _collection(shapes))


def _declared(number: int) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{number}"}}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<html>not found</html>", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1, 2]", "neither GeoJSON nor TopoJSON"),
        ({"type": "FeatureCollection", "features": []}, "has no areas"),
        ({"type": "Topology", "arcs": [[[1]]], "objects": {"x": {"geometries": []}}}, "arcs cannot be read"),
        (_collection({"somewhere": mapping(SQUARES["E07000901"])}), "is a GSS code"),
        (_collection({"E99999999": mapping(SQUARES["E07000901"])}), "of an area that we know"),
        (_collection({"E07000901": mapping(box(9e6, 9e6, 9.1e6, 9.1e6))}), "cannot tell where these areas are"),
        (_degrees() | _declared(27700), "its numbers do not look like it"),
        (_grid() | _declared(32633), "not in the United Kingdom"),
        (_grid() | _declared(99999), "We do not know the projection"),
        (_collection({"E07000901": {"type": "Point", "coordinates": [1, 2]}}), "is not an area"),
        (_collection({"E07000901": {"type": "Polygon", "coordinates": "x"}}), "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_the_shapes_before_it_stay(
    northshire: LoadReport, tmp_path: Path, content: object, says: str
) -> None:
    _import(tmp_path / "good.json", _grid())
    with pytest.raises(WrongFile, match=says):
        _import(tmp_path / "bad.json", content)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("areas", "boundaries", str(tmp_path / "bad.json"))
    assert BoundaryFile.objects.get().name == "good.json"
    assert Shape.objects.count() == 4


def test_a_dry_run_saves_nothing(northshire: LoadReport, tmp_path: Path) -> None:
    assert _import(tmp_path / "file.json", _grid(), dry_run=True)[0].startswith("4 shapes")
    assert not BoundaryFile.objects.exists()


def test_the_map_can_be_drawn_with_shapes_and_shows_their_licence(
    northshire: LoadReport, tmp_path: Path, client: Client
) -> None:
    assert "Drawn as" not in client.get(reverse("areas")).content.decode()
    _import(tmp_path / "file.json", _grid())
    text = client.get(reverse("areas"), {"drawing": "shapes"}).content.decode()
    assert LICENCES[BOUNDARIES] in text
    assert '<a href="/areas/woodby/"><title>Woodby: never asked</title><path' in text
    assert "/areas/ashby/" not in text


def test_the_shared_file_where_present_gives_every_area_of_today_a_shape(areas: LoadReport) -> None:
    if not SHARED.exists():
        print("shared data: no boundaries there")  # noqa: T201
        return
    licence = LICENCES[BOUNDARIES]
    lines = import_file(BOUNDARIES, SHARED, name="b", licence=licence, by=None, now=NOW, dry_run=False)
    assert lines[0].startswith("363 shapes")
    assert "East Surrey, West Surrey" in lines[1]
    assert not any(line.startswith(("Left out", "Without")) for line in lines)
