"""Each area gets a hexagon of its own, near its neighbours, and the same coordinates always give the same map."""

import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.records.areas.gateways.area_tables import read_tables
from dueregard.rules.areas.hexagons import _laid_out, apart, centre_of, lay_out
from dueregard.rules.areas.neighbours import guessed_neighbours, on_a_plane

TABLES = read_tables()
PLACES = {slug: (place.latitude, place.longitude) for slug, place in TABLES.places.items()}
ULSTER = {area.slug for area in TABLES.areas if area.nation == "northern_ireland"}
POINTS = st.tuples(st.floats(49.5, 60.5), st.floats(-8.0, 1.7))


def test_no_two_areas_share_a_cell_and_none_is_left_out() -> None:
    cells = lay_out(PLACES, ULSTER)
    assert cells.keys() == PLACES.keys()
    assert len(set(cells.values())) == len(PLACES)


def test_the_same_coordinates_give_the_same_map_in_whatever_order_they_come() -> None:
    few = dict(list(PLACES.items())[::6])
    first = lay_out(few, ULSTER)
    _laid_out.cache_clear()
    assert lay_out(dict(sorted(few.items(), reverse=True)), ULSTER) == first


def test_the_map_is_the_right_way_up() -> None:
    cells = lay_out(PLACES, ULSTER)
    from_north = ["shetland-islands", "aberdeen-city", "leeds", "birmingham", "brighton-and-hove"]
    ys = [centre_of(cells[slug])[1] for slug in from_north]
    assert all(north > south for north, south in pairwise(ys))
    from_west = ["fermanagh-and-omagh", "isle-of-anglesey", "manchester", "leeds", "great-yarmouth"]
    xs = [centre_of(cells[slug])[0] for slug in from_west]
    assert xs == sorted(xs)


def test_the_sea_between_the_islands_stays_open() -> None:
    cells = lay_out(PLACES, ULSTER)
    assert min(apart(cells[one], cells[other]) for one in ULSTER for other in PLACES.keys() - ULSTER) > 1


def test_most_areas_touch_the_areas_nearest_to_them() -> None:
    cells, names = lay_out(PLACES, ULSTER), sorted(PLACES)
    points = on_a_plane([PLACES[name] for name in names])
    steps = []
    for one, point in enumerate(points):
        nearest = min((math.dist(point, other), number) for number, other in enumerate(points) if number != one)[1]
        steps.append(apart(cells[names[one]], cells[names[nearest]]))
    assert sum(1 for step in steps if step == 1) / len(steps) > 0.7


@settings(max_examples=25)
@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), POINTS, max_size=25))
def test_any_few_places_get_cells_of_their_own_even_when_they_lie_in_one_spot(
    places: dict[str, tuple[float, float]],
) -> None:
    cells = lay_out(places)
    assert cells.keys() == places.keys()
    assert len(set(cells.values())) == len(places)
    assert all(column >= 0 and row >= 0 for column, row in cells.values())


def test_a_third_place_between_two_keeps_them_from_being_neighbours() -> None:
    row = on_a_plane([(52.0, -2.0), (52.0, -1.5), (52.0, -1.0)])
    assert guessed_neighbours(row) == [[1], [0, 2], [1]]


def test_six_cells_touch_one_whether_its_row_is_shifted_or_not() -> None:
    for cell in ((4, 4), (4, 5)):
        around = [(column, row) for column in range(2, 8) for row in range(2, 8) if apart(cell, (column, row)) == 1]
        assert len(around) == 6
        assert {round(math.dist(centre_of(cell), centre_of(other)), 6) for other in around} == {1.0}
