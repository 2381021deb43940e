"""Two districts of an invented county merge half-way through a year: groups, notes, map, sheet and tasks follow them.

Each is asked for the day before and for the day after.
"""

from datetime import UTC, date, datetime
from typing import TypeVar

import pytest

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.area_page import area_page
from dueregard.records.areas.queries.map_page import MapFilters, map_page
from dueregard.records.areas.queries.pieces import pieces_of
from dueregard.records.areas.queries.sheet import sheet_facts
from dueregard.records.groups.models import Group
from dueregard.records.groups.queries.public import GroupsNear, public_group_page, public_list
from dueregard.records.notes.actions.write_note import write_note
from dueregard.records.notes.queries.beside import NotesBeside
from dueregard.records.todo.queries.waiting import Show, list_page
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.people import Cast

pytestmark = pytest.mark.django_db
Piece = TypeVar("Piece")
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def merging(northshire: LoadReport, cast: Cast) -> Cast:
    """Northport's group works in Ashby, Southmoor's in Elmby; both are public. One school in each was asked or not."""
    for group, slug in ((cast.northport, "ashby"), (cast.southmoor, "elmby")):
        Group.objects.filter(pk=group.pk).update(
            area=Area.objects.get(slug=slug), is_public=True, about="We ask.", reach="a@b.example"
        )
    ashby = make_body("Ashby Council", kind=BodyKind.LOCAL_AUTHORITY, area_code="E07000901")
    make_body("Elmby School", kind=BodyKind.ACADEMY, area_code="E07000902")
    make_case(
        make_campaign(cast.northport), ashby, phase="answered", outcome="refused", is_public=True, published_at=NOW
    )
    return cast


def on_page(piece: type[Piece], slug: str, day: date, person: Person | None = None) -> Piece:
    """Return one app's piece of an area's page."""
    area = Area.objects.get(slug=slug)
    pieces = pieces_of(area, person, area_page(area, today=day).how_far, today=day)
    return next(one.page for one in pieces if isinstance(one.page, piece))


def test_a_group_works_in_the_area_that_took_over_and_says_what_it_was(merging: Cast) -> None:
    before = {line.name: line.area for line in public_list(BEFORE)}
    after = {line.name: line.area for line in public_list(AFTER)}
    assert {name: (area.name, area.was) for name, area in before.items() if area} == {
        "Northport group": ("Ashby", ""),
        "Southmoor group": ("Elmby", ""),
    }
    assert {name: (area.name, area.was) for name, area in after.items() if area} == {
        "Northport group": ("Woodby", "Ashby"),
        "Southmoor group": ("Woodby", "Elmby"),
    }
    page = public_group_page(Group.objects.select_related("area").get(slug="northport"), AFTER)
    assert page.area is not None
    assert page.area.href == "/areas/woodby/"


def test_the_groups_of_both_are_on_the_page_of_the_one_that_took_over(merging: Cast) -> None:
    assert [one.name for one in on_page(GroupsNear, "ashby", BEFORE).here] == ["Northport group"]
    assert [one.name for one in on_page(GroupsNear, "ashby", BEFORE).near] == ["Southmoor group"]
    assert [one.name for one in on_page(GroupsNear, "woodby", AFTER).here] == ["Northport group", "Southmoor group"]
    assert [one.name for one in on_page(GroupsNear, "northshire-county", AFTER).here] == [
        "Northport group",
        "Southmoor group",
    ]


def test_notes_of_both_are_beside_the_one_that_took_over_each_for_its_own_group(merging: Cast) -> None:
    for group, by, slug in ((merging.northport, merging.asha, "ashby"), (merging.southmoor, merging.carys, "elmby")):
        write_note(group=group, beside=Area.objects.get(slug=slug), text=f"Of {slug}", by=by, now=NOW)
    assert [one.text for one in on_page(NotesBeside, "ashby", BEFORE, merging.asha).own] == ["Of ashby"]
    assert on_page(NotesBeside, "elmby", BEFORE, merging.asha).own == []
    assert [one.text for one in on_page(NotesBeside, "woodby", AFTER, merging.asha).own] == ["Of ashby"]
    assert [one.text for one in on_page(NotesBeside, "woodby", AFTER, merging.carys).own] == ["Of elmby"]


def test_the_map_and_the_sheet_say_the_same_on_both_days(merging: Cast) -> None:
    before = {row.name: row.words for row in map_page(MapFilters(page="all"), None, today=BEFORE).rows}
    after = {row.name: row.words for row in map_page(MapFilters(page="all"), None, today=AFTER).rows}
    assert before["Ashby"] == "refused"
    assert after["Woodby"] == "refused"
    assert "Ashby" not in after
    ashby = sheet_facts(Area.objects.get(slug="ashby"), BEFORE)
    woodby = sheet_facts(Area.objects.get(slug="woodby"), AFTER)
    assert ashby["bodies"] == [["Ashby Council", "refused"]]
    assert woodby["bodies"] == [["Ashby Council", "refused"], ["Elmby School", "never asked"]]


def test_what_was_never_asked_in_both_becomes_the_task_of_a_group_of_the_one_that_took_over(merging: Cast) -> None:
    Group.objects.filter(pk=merging.northport.pk).update(area=Area.objects.get(slug="woodby"))
    for person, day, says in ((merging.carys, BEFORE, "1 body under"), (merging.asha, AFTER, "2 bodies under")):
        page = list_page(person, show=Show.EVERYTHING, only="never-asked", page="1", today=day)
        (line,) = (line for under in page.headings for line in under.lines)
        assert line.thing.about.startswith(says)
