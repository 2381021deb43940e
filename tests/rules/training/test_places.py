"""A slide, a page or a second is read in the ways in which people write one."""

import pytest

from dueregard.rules.training.places import NotAPlace, Place, place_of


@pytest.mark.parametrize(
    ("typed", "page"), [("7", 7), ("slide 7", 7), ("Slide  12", 12), ("p. 3", 3), ("page 4", 4), ("s7", 7)]
)
def test_a_slide_is_read(typed: str, page: int) -> None:
    assert place_of(typed, is_sound=False) == Place(page=page)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("12:05", 725), ("1:12:05", 4325), ("0:07", 7), ("at 0:07", 7), ("90:00", 5400),
        ("12m 5s", 725), ("1h 2m", 3720), ("5 min", 300), ("45 seconds", 45),
    ],
)  # fmt: skip
def test_a_second_is_read(typed: str, seconds: int) -> None:
    assert place_of(typed, is_sound=True) == Place(ms=seconds * 1000)


@pytest.mark.parametrize(("typed", "is_sound"), [("0", False), ("seven", False), ("12:05", False), ("1:75", True),
                                                 ("soon", True), ("7", True), ("1:99:00", True)])  # fmt: skip
def test_what_is_no_place_is_refused_with_how_to_write_one(typed: str, *, is_sound: bool) -> None:
    with pytest.raises(NotAPlace, match="such as"):
        place_of(typed, is_sound=is_sound)


@pytest.mark.parametrize("is_sound", [True, False])
def test_nothing_typed_is_no_place(*, is_sound: bool) -> None:
    assert place_of("  ", is_sound=is_sound) == Place()
