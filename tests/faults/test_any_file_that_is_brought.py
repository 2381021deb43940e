"""Whatever a file holds that somebody brings (boundaries, tables, a pack), it is read or refused in a sentence."""

import copy
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.records.areas.gateways.boundary_file import read_boundaries
from dueregard.records.areas.gateways.wrong_file import WrongFile
from dueregard.rules.packs.shape import Fault, pack_faults
from dueregard.rules.register import address_rows, answer_rows
from dueregard.rules.tracker import demand_table
from tests.soak import so_many

MANY = settings(
    max_examples=so_many(20_000, piece=60), deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
SQUARE = {"type": "Polygon", "coordinates": [[[-1.5, 53.4], [-1.4, 53.4], [-1.4, 53.5], [-1.5, 53.4]]]}
AREA = {"type": "Feature", "properties": {"LAD24CD": "E08000016"}, "geometry": SQUARE}
OTHER = {**AREA, "properties": {"LAD24CD": "E08000019"}}
WHOLE: dict[str, Any] = {"type": "FeatureCollection", "features": [AREA, OTHER]}
TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [-1.5, 53.4]},
    "arcs": [[[0, 0], [100, 0], [0, 100], [-100, -100]]],
    "objects": {
        "areas": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"LAD24CD": "E08000016"}}],
        }
    },
}
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "Polygon", "MultiPolygon", "Point", "E08000016", "Topology", "x" * 50, "EPSG:27700"]),
    st.just([]), st.just({}), st.just([[]]), st.just([[[1]]]), st.just({"type": "Polygon"}),
)  # fmt: skip
TABLES = st.lists(
    st.sampled_from([
        "name", "address", "email", "code", "body", "question", "answer", "date", "demand", "kind", "said", ",", ";",
        "\t", '"', "\n", "\r\n", "=1+1", "2026-02-30", "yes", "foi@northport.example", "\x00", "é", " ", "'",
    ]),
    max_size=40,
)  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every place in a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, one in inside for place in places(one, (*way, key)))]


def with_odd(whole: Any, way: tuple[Any, ...], odd: Any) -> Any:
    """Return the value with something else at one place."""
    if not way:
        return odd
    changed = copy.deepcopy(whole)
    inner = changed
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = odd
    return changed


def fault_of(whole: Any) -> str:
    """Read a file of boundaries; return what is wrong with the answer, unless it is shapes or a refusal in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "boundaries.json"
        path.write_text(json.dumps(whole))
        try:
            return "" if read_boundaries(path).features else "it was read, and has nothing"
        except WrongFile as refused:
            return "" if str(refused).endswith((".", "?")) else f"no sentence: {refused}"


@pytest.mark.soak
@pytest.mark.parametrize("whole", [WHOLE, TOPOLOGY], ids=["geojson", "topojson"])
def test_boundaries_with_something_odd_anywhere_are_read_or_refused_in_a_sentence(whole: dict[str, Any]) -> None:
    ways = places(whole)

    @MANY
    @given(st.sampled_from(ways), ODD)
    def brought(way: tuple[Any, ...], odd: Any) -> None:
        assert fault_of(with_odd(whole, way, odd)) == ""

    assert fault_of(whole) == ""
    brought()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("text_of", "read"),
    [
        (address_rows.text_of, address_rows.read_list),
        (answer_rows.text_of, answer_rows.read_answers),
        (demand_table.text_of, demand_table.read_table),
    ],
    ids=["addresses", "answers", "demands"],
)
def test_any_table_is_read_or_refused_in_a_sentence(
    text_of: Callable[[bytes], str], read: Callable[[str], Any]
) -> None:
    @MANY
    @given(st.one_of(TABLES.map(lambda pieces: "".join(pieces).encode()), st.binary(max_size=200)))
    def brought(content: bytes) -> None:
        said = ""
        try:
            read(text_of(content))
        except Exception as refused:
            is_ours = type(refused).__module__.startswith("dueregard.") and str(refused)
            said = "" if is_ours else repr(refused)
        assert said == ""

    brought()


@pytest.mark.soak
def test_any_description_of_a_pack_is_answered_with_its_faults() -> None:
    keys = st.sampled_from(
        ["name", "title", "licence", "words", "campaign", "version", "url", "nations", "facts", "slug", "laws", "x"]
    )
    inside = st.recursive(
        ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=8
    )

    @MANY
    @given(st.dictionaries(keys, inside, max_size=8))
    def described(table: dict[str, Any]) -> None:
        assert all(isinstance(fault, Fault) for fault in pack_faults(table))

    described()
