"""Corners of a photographed slide: found where they are, in doubt said to be so, and what is no slide is refused."""

import io
from random import Random

import pytest
from PIL import Image

from dueregard.records.evidence.gateways.straightening_child import found
from dueregard.rules.documents.corners import WHOLE, Corners, NotCorners, coefficients, corners_of, size_of
from dueregard.rules.documents.seen_slide import slide_on
from tests.records.evidence.photographs import FROM_THE_SIDE, photograph, saved, slide

FLAT = Corners(((100, 150), (900, 150), (900, 850), (100, 850)))


@pytest.mark.parametrize(
    ("corners", "noise", "wall"),
    [(FROM_THE_SIDE, 18, 46), (FROM_THE_SIDE, 80, 46), (FROM_THE_SIDE, 18, 150), (FLAT, 18, 46)],
    ids=["from the side", "much noise", "a light wall", "straight on"],
)
def test_the_slide_is_found_to_a_hundredth_of_the_photograph(corners: Corners, noise: int, wall: int) -> None:
    *numbers, is_sure = found(io.BytesIO(saved(photograph(slide(), corners, noise=noise, wall=wall))))
    assert is_sure
    assert max(abs(one - other) for one, other in zip(numbers, corners.flat(), strict=True)) <= 10


def test_a_slide_that_leaves_the_photograph_is_found_in_doubt_only() -> None:
    """Nobody can tell whether more of it lies beyond the edge."""
    cut = Corners(((0, 100), (950, 100), (950, 900), (0, 900)))
    *numbers, is_sure = found(io.BytesIO(saved(photograph(slide(), cut))))
    assert numbers
    assert not is_sure


@pytest.mark.parametrize("what", ["one shade", "grain", "a dark slide"])
def test_where_no_slide_stands_out_none_is_named(what: str) -> None:
    size = (400, 300)
    seen = {
        "one shade": lambda: Image.new("L", size, 200),
        "grain": lambda: Image.effect_noise(size, 90),
        "a dark slide": lambda: photograph(slide(dark=True), size=size, noise=0).convert("L"),
    }[what]()
    assert slide_on(seen.tobytes(), *size) is None


@pytest.mark.parametrize("seed", range(20))
def test_the_perspective_leads_each_corner_of_the_slide_to_its_place(seed: int) -> None:
    chance = Random(seed)
    points = tuple(
        (across + chance.uniform(-150, 150), down + chance.uniform(-150, 150)) for across, down in FLAT.on(1600, 1200)
    )
    size = size_of(points)
    a, b, c, d, e, f, g, h = coefficients(points, size)
    for (x, y), (across, down) in zip(((0, 0), (size[0], 0), size, (0, size[1])), points, strict=True):
        below = g * x + h * y + 1
        assert ((a * x + b * y + c) / below, (d * x + e * y + f) / below) == pytest.approx((across, down), abs=1e-6)


def test_a_person_says_the_shape_and_small_slides_are_enlarged_at_most_twice() -> None:
    points = FLAT.on(1000, 1000)
    assert size_of(points, 16 / 9) == (1600, 900)
    assert size_of(points, 4 / 3)[0] == pytest.approx(size_of(points, 4 / 3)[1] * 4 / 3, abs=1)
    assert size_of(FLAT.on(200, 200)) == (320, 280)
    assert max(size_of(FLAT.on(20_000, 9_000))) == 4000


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ([100, 100, 900, 100, 900, 900], "two numbers"),
        ([100, 100, 900, 100, 900, WHOLE + 1, 100, 900], "from 0 to 100"),
        ([900, 100, 100, 100, 900, 900, 100, 900], "changed places"),
        ([100, 900, 900, 900, 900, 100, 100, 100], "changed places"),
        ([100, 100, 100, 100, 900, 900, 100, 900], "almost the same place"),
        ([100, 100, 500, 110, 900, 100, 100, 900], "changed places"),
    ],
)
def test_what_makes_no_slide_is_refused_with_a_sentence(numbers: list[int], says: str) -> None:
    with pytest.raises(NotCorners, match=says):
        corners_of(numbers)
