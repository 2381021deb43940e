"""The picture of the house shows the imports of today, every app and every room of the rules."""

from tests.house.picture import PICTURE, Box, box_of, boxes, by_depth, drawing
from tests.house.sources import PACKAGE


def test_the_picture_is_current() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawing(), "Run: ./run picture"


def test_every_app_and_every_room_has_a_box() -> None:
    folders = {
        f"{floor}/{path.name}"
        for floor in ("parts", "records", "foundation", "rules")
        for path in (PACKAGE / floor).iterdir()
        if path.is_dir() and path.name != "__pycache__"
    }
    assert {f"{box.floor}/{box.name}" for box in boxes()} == folders | {"config/config", "website/website"}


def test_a_box_comes_before_what_it_leans_on_also_where_two_lean_on_each_other() -> None:
    low, high = Box("rules", "law", ()), Box("rules", "casework", ("rules/law",))
    assert by_depth([low, high]) == [high, low]
    each, other = Box("parts", "one", ("parts/two",)), Box("parts", "two", ("parts/one",))
    assert {box.name for box in by_depth([each, other])} == {"one", "two"}
    assert (box_of("dueregard.rules.law.laws"), box_of("dueregard.website.urls"), box_of("dueregard.parts")) == (
        "rules/law", "website", "",
    )  # fmt: skip
