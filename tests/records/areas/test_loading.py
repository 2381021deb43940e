"""All council areas are there, with their codes and successors; the maps of today and of later days are drawn."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dueregard.foundation.audit.models import Act
from dueregard.records.areas.actions.load_areas import LoadReport, load_areas
from dueregard.records.areas.gateways.area_tables import WrongTables, read_tables
from dueregard.records.areas.models import Area, AreaCode, AreaSuccession, HexCell
from dueregard.records.bodies.gateways.starter import read_starter
from tests.records.areas.conftest import NORTHSHIRE, NOW, TODAY, written

# How many there are, by general knowledge of the four nations.
ON_THE_MAP = {"england": 296, "scotland": 32, "wales": 22, "northern_ireland": 11}


def test_all_361_areas_of_today_are_on_the_map_and_the_21_counties_stand_around_their_districts(
    areas: LoadReport,
) -> None:
    today = Area.objects.in_force_on(TODAY)
    assert {nation: today.on_the_map().filter(nation=nation).count() for nation in ON_THE_MAP} == ON_THE_MAP
    assert today.filter(tier="upper").count() == 21
    assert not today.filter(tier="lower", parent__isnull=True).exists()
    assert not today.filter(tier="lower", parent__until_on__lte=TODAY).exists()
    assert set(HexCell.objects.filter(from_on=TODAY).values_list("area", flat=True)) == set(
        today.on_the_map().values_list("pk", flat=True)
    )


def test_barnsley_and_sheffield_are_one_area_each_under_both_codes(areas: LoadReport) -> None:
    for slug, old, new in (("barnsley", "E08000016", "E08000038"), ("sheffield", "E08000019", "E08000039")):
        codes = {code.code: code for code in AreaCode.objects.filter(area__slug=slug)}
        assert codes.keys() == {old, new}
        assert codes[old].until_on == codes[new].from_on == date(2025, 4, 1)
        assert Area.objects.get(slug=slug).codes.first() == codes[new]


def test_surrey_ends_on_the_first_of_april_2027_and_that_it_is_only_announced_is_kept(areas: LoadReport) -> None:
    ending = Area.objects.filter(until_on=date(2027, 4, 1))
    assert ending.count() == 12
    assert all("announced" in area.unsure for area in ending)
    day_before, day = Area.objects.in_force_on(date(2027, 3, 31)), Area.objects.in_force_on(date(2027, 4, 1))
    assert day_before.on_the_map().count() == 361
    assert day.on_the_map().count() == 352
    assert set(day.filter(follows__isnull=False, from_on=date(2027, 4, 1)).values_list("slug", flat=True)) == {
        "east-surrey",
        "west-surrey",
    }
    assert HexCell.objects.filter(from_on=date(2027, 4, 1)).count() == 352


def test_every_area_that_ends_has_a_successor_of_its_own_day(areas: LoadReport) -> None:
    for area in Area.objects.filter(until_on__isnull=False).prefetch_related("followed_by__to_area"):
        steps = list(area.followed_by.all())
        assert steps, area
        assert {step.on for step in steps} == {area.until_on}
        assert {step.to_area.from_on for step in steps} == {area.until_on}
        assert len(steps) == 1 or not any(step.is_whole for step in steps)


def test_every_area_code_of_the_starter_register_is_the_code_of_an_area(areas: LoadReport) -> None:
    said = {str(body.says["area_code"]) for body in read_starter() if body.says.get("area_code")}
    assert said - set(AreaCode.objects.values_list("code", flat=True)) == set()


def test_loading_the_same_tables_twice_changes_nothing(areas: LoadReport) -> None:
    before = list(HexCell.objects.values_list("pk", flat=True))
    again = load_areas(tables=read_tables(), by=None, now=NOW, today=TODAY)
    assert (again.added, again.changed, again.drawings) == (0, 0, 0)
    assert list(HexCell.objects.values_list("pk", flat=True)) == before
    assert Act.objects.filter(did="areas.loaded").count() == 1


def test_the_drawing_of_a_later_day_is_in_force_from_that_day(northshire: LoadReport) -> None:
    drawings = {
        day: set(HexCell.objects.filter(from_on=day).values_list("area__slug", flat=True))
        for day in HexCell.objects.values_list("from_on", flat=True)
    }
    assert drawings == {
        date(2026, 6, 30): {"ashby", "elmby", "northport", "ballyport"},
        date(2026, 7, 1): {"woodby", "northport", "ballyport"},
    }


def test_a_corrected_point_draws_the_map_again(northshire: LoadReport, tmp_path: Path) -> None:
    moved = written(tmp_path, coordinates=NORTHSHIRE["coordinates"].replace("55.10,-1.50", "54.50,-1.50"))
    report = load_areas(tables=read_tables(moved), by=None, now=NOW, today=date(2026, 6, 30))
    assert (report.added, report.changed, report.drawings) == (0, 1, 2)


@pytest.mark.parametrize(
    ("table", "was", "now", "says"),
    [
        ("areas", "2026-07-01", "1 July", "“1 July” is not a date"),
        ("codes", "E07000902", "E07000901", "gives E07000901 to two areas"),
        ("successions", "elmby,", "elmbi,", "names “elmbi”, which is not in areas.csv"),
        ("coordinates", "55.10", "5.510", "is not in the United Kingdom"),
        ("areas", ",tier,", ",sort,", "has no column “tier”"),
    ],
)
def test_tables_that_cannot_be_used_say_why_and_change_nothing(
    northshire: LoadReport, tmp_path: Path, table: str, was: str, now: str, says: str
) -> None:
    before = list(AreaSuccession.objects.values_list())
    folder = written(tmp_path, **{table: NORTHSHIRE[table].replace(was, now)})
    with pytest.raises(WrongTables, match=says):
        read_tables(folder)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("areas", "load", str(folder))
    assert list(AreaSuccession.objects.values_list()) == before
