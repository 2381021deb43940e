"""The sheet of an area prints on one page, also that of an area with 765 bodies; members add their tasks."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.gateways import sheet_printer
from dueregard.records.areas.gateways.sheet_printer import Busy, CannotPrint, print_sheet
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.sheet import GroupSide, sheet_facts
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group, Meeting, Membership, Role
from dueregard.records.groups.queries.sheet import group_side
from dueregard.records.todo.actions.take_thing import take_thing
from dueregard.rules.areas.sheet import MOST_TASKS
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.people import LONG_AGO, Cast
from tests.sessions import sign_in

BEFORE, DAY = date(2026, 6, 30), date(2026, 7, 1)
TODAY = date(2026, 11, 23)


EDGE = 17  # points, six millimetres: nearer to the edge of the paper many printers do not print


def read(content: bytes) -> str:
    """Return the words of a sheet. It has one page."""
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_bounded().split())


def is_where_printers_reach(content: bytes) -> bool:
    """Tell whether no word of a sheet is too near to the edge of the paper."""
    page = pypdfium2.PdfDocument(content)[0]
    text, (width, height) = page.get_textpage(), page.get_size()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    return all(
        min(left, bottom) >= EDGE and right <= width - EDGE and top <= height - EDGE
        for left, bottom, right, top in boxes
    )


def full(code: str, number: int = 765) -> None:
    """Make so many bodies with the longest names, of every kind."""
    kinds = list(BodyKind)
    made = make_body("First School", area_code=code)
    fields = {
        field.attname: getattr(made, field.attname) for field in Body._meta.concrete_fields if not field.primary_key
    }
    Body.objects.bulk_create(
        Body(
            **fields
            | {
                "name": f"{'Wwww ' * 30}St Wilfrid’s {at}",
                "slug": f"st-wilfrid-{at}",
                "kind": kinds[at % len(kinds)].value,
            }
        )
        for at in range(number - 1)
    )


@pytest.mark.django_db
def test_the_area_with_765_bodies_prints_on_one_page_and_says_how_many_more_there_are(northshire: LoadReport) -> None:
    full("E06000902")
    words = read(print_sheet(sheet_facts(Area.objects.get(slug="northport"), TODAY), remember=False))
    assert "Northport" in words
    assert "All 765 0 0 0 765" in words
    assert "737 more bodies" in words
    assert "other kinds" in words


@pytest.mark.django_db
def test_the_fullest_sheet_of_a_group_prints_on_one_page_with_room_to_write(northshire: LoadReport) -> None:
    full("E06000902")
    line = ("W" * 300, "M" * 300)
    side = GroupSide("W" * 120, "W" * 300, [line] * MOST_TASKS, [line] * MOST_TASKS, more=999)
    facts = sheet_facts(Area.objects.get(slug="northport"), TODAY, side) | {"title": "W" * 100, "source": "W" * 160}
    content = print_sheet(facts, remember=False)
    words = read(content)
    assert "999 more on the desk" in words
    assert "753 more bodies" in words
    page = pypdfium2.PdfDocument(content)[0].get_textpage()
    found = page.search("Who does what").get_next()
    assert found is not None
    _, bottom, _, _ = page.get_charbox(found[0])
    assert bottom > 142, "less than five centimetres are left to write on"  # points from the foot of the page


@pytest.mark.django_db
def test_every_area_of_a_sample_prints_on_one_page(areas: LoadReport) -> None:
    present = list(Area.objects.in_force_on(TODAY).order_by("slug"))
    assert sum(1 for area in present if area.tier != "upper") == 361
    longest = sorted(present, key=lambda area: -len(area.name))[:2]  # their address makes a second line at the foot
    for area in [*present[::60], *longest, next(area for area in present if area.tier == "upper")]:
        content = print_sheet(sheet_facts(area, TODAY), remember=False)
        words = read(content)
        assert is_where_printers_reach(content), area.name
        assert area.name.split()[0] in words
        assert "no public body" in words


@pytest.mark.django_db
def test_a_visitor_gets_the_public_sheet_and_it_is_printed_once(
    cast: Cast, northshire: LoadReport, client: Client
) -> None:
    school = make_body("Ashby School", kind=BodyKind.ACADEMY, area_code="E07000901")
    make_case(
        make_campaign(cast.northport),
        school,
        phase="answered",
        outcome="refused",
        is_public=True,
        published_at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    answer = client.get("/areas/woodby/sheet.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    words = read(answer.content)
    assert "Ashby School refused" in words
    assert "members of" not in words
    assert client.get("/areas/woodby/sheet.pdf").content == answer.content
    assert client.get("/areas/nowhere/sheet.pdf").status_code == 404


@pytest.mark.django_db
def test_a_member_gets_the_groups_tasks_with_who_took_them_and_nobody_else_does(
    cast: Cast, northshire: LoadReport
) -> None:
    Group.objects.update(area=Area.objects.get(slug="northport"))
    then = timezone.now() - timedelta(days=3)
    for group, title in ((cast.northport, "Kitchen table"), (cast.southmoor, "Other table")):
        Meeting.objects.create(
            group=group, title=title, starts_at=then, written_by=cast.asha, written_at=then, changed_at=then
        )
    ahead = Meeting.objects.create(
        group=cast.northport, title="Harbour", starts_at=timezone.now() + timedelta(days=3), written_by=cast.asha,
        written_at=then, changed_at=then,
    )  # fmt: skip
    today = timezone.localdate()
    key = Meeting.objects.get(title="Kitchen table").pk.hex
    take_thing(kind="minutes", key=key, until=today + timedelta(days=2), today=today, by=cast.ben, now=timezone.now())
    answer = sign_in(cast.asha).get("/desk/groups/northport/sheet.pdf")
    assert "no-store" in answer["Cache-Control"]
    words = read(answer.content)
    assert "For members of Northport group only" in words
    assert f"Next meeting: {ahead.title}" in words
    assert "Write the minutes: Kitchen table" in words
    assert "Ben, until" in words
    assert "Other table" not in words
    assert sign_in(cast.carys).get("/desk/groups/northport/sheet.pdf").status_code == 404
    assert "Kitchen table" not in read(sign_in(cast.dana).get("/desk/groups/southmoor/sheet.pdf").content)


@pytest.mark.django_db
def test_what_waits_in_another_group_of_a_member_is_neither_read_nor_counted(
    cast: Cast, northshire: LoadReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard.records.groups.queries.sheet.MOST_READ", 3)
    unwritten(cast.northport, cast, 5)
    alone = {person: side_of(cast.northport, person) for person in (cast.asha, cast.dana)}
    for side in alone.values():
        assert len(side.due) + len(side.tasks) == 3
        assert side.more >= 2, "what is not read is counted"
    unwritten(cast.southmoor, cast, 12)
    Membership.objects.create(group=cast.southmoor, person=cast.asha, role=Role.CASEWORKER, since=LONG_AGO)
    for person, side in alone.items():
        assert side_of(cast.northport, person) == side


def side_of(group: Group, person: Person) -> GroupSide:
    """Return what a group adds to the sheet."""
    return group_side(group, person, today=timezone.localdate(), now=timezone.now())


def unwritten(group: Group, cast: Cast, many: int) -> None:
    """Make meetings without minutes, each of which waits for its group."""
    then = timezone.now() - timedelta(days=3)
    for number in range(many):
        Meeting.objects.create(
            group=group, title=f"{group.name} {number}", starts_at=then, written_by=cast.asha, written_at=then,
            changed_at=then,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_group_without_an_area_is_told_to_say_one(cast: Cast) -> None:
    answer = sign_in(cast.asha).get("/desk/groups/northport/sheet.pdf", follow=True)
    assert "Say in which area the group works first" in answer.content.decode()


@pytest.mark.django_db
def test_a_printer_that_is_busy_or_broken_says_so_and_when_to_come_back(
    northshire: LoadReport, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_printer, "WAIT_SECONDS", 0.01)
    with sheet_printer._turn:
        with pytest.raises(Busy):
            print_sheet({"busy": 1}, remember=False)
        answer = client.get("/areas/northport/sheet.pdf")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "try again" in answer.content.decode()
    with pytest.raises(CannotPrint):
        print_sheet({"address": "https://a.example"}, remember=False)


@pytest.mark.django_db
def test_the_command_prints_every_present_area(northshire: LoadReport, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    call_command("areas", "sheets", str(folder))
    made = sorted(path.name for path in folder.iterdir())
    assert made == ["ballyport.pdf", "northport.pdf", "northshire-county.pdf", "woodby.pdf"]
    for path in folder.iterdir():
        with pikepdf.open(io.BytesIO(path.read_bytes())) as document:
            assert len(document.pages) == 1


@pytest.mark.django_db
def test_the_sheet_is_right_on_the_day_before_two_districts_merge_and_on_the_day_after(northshire: LoadReport) -> None:
    make_body("Ashby School", kind=BodyKind.ACADEMY, area_code="E07000901")
    make_body("Elmby School", kind=BodyKind.ACADEMY, area_code="E07000902")
    before = sheet_facts(Area.objects.get(slug="ashby"), BEFORE)
    after = sheet_facts(Area.objects.get(slug="woodby"), DAY)
    assert [name for name, _ in before["bodies"]] == ["Ashby School"]
    assert [name for name, _ in after["bodies"]] == ["Ashby School", "Elmby School"]
    assert before["map"]
    assert after["map"]
    assert sheet_facts(Area.objects.get(slug="ashby"), DAY)["ended"] == "Ashby does not exist on this day."
    county = sheet_facts(Area.objects.get(slug="northshire-county"), DAY)
    assert county["total"] == 2
    assert county["map"]
