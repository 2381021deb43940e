"""Reading TopoJSON: arcs that neighbours share, put together to shapes.

Source: The TopoJSON Format Specification, version 1.0 (github.com/topojson/topojson-specification).
"""

from typing import Any

from dueregard.records.areas.gateways.wrong_file import WrongFile

Line = list[tuple[float, float]]


def topojson_features(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the areas of a topology as GeoJSON features; of several layers, the largest. Raises: WrongFile"""
    try:
        arcs = [_arc(arc, whole.get("transform")) for arc in whole["arcs"]]
        layers = [layer["geometries"] for layer in whole["objects"].values() if "geometries" in layer]
        largest: list[dict[str, Any]] = max(layers, key=len, default=[])
        return [
            {"properties": one.get("properties") or {"id": one.get("id")}, "geometry": _geometry(one, arcs)}
            for one in largest
        ]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as wrong:
        raise WrongFile("The file says that it is TopoJSON, but its arcs cannot be read.") from wrong


def _arc(arc: list[list[float]], transform: dict[str, list[float]] | None) -> Line:
    if not transform:
        return [(point[0], point[1]) for point in arc]
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0.0
    line = []
    for point in arc:
        x, y = x + point[0], y + point[1]
        line.append((x * kx + dx, y * ky + dy))
    return line


def _geometry(one: dict[str, Any], arcs: list[Line]) -> dict[str, Any] | None:
    if one.get("type") == "Polygon":
        return {"type": "Polygon", "coordinates": [_ring(ring, arcs) for ring in one["arcs"]]}
    if one.get("type") == "MultiPolygon":
        return {"type": "MultiPolygon", "coordinates": [[_ring(ring, arcs) for ring in part] for part in one["arcs"]]}
    return None


def _ring(numbers: list[int], arcs: list[Line]) -> Line:
    ring: Line = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring
