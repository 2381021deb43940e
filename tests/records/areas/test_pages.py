"""The map and the page of an area say the same as the rows, to everyone, in few queries."""

import csv
import json
import re
import subprocess
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from dueregard.records.areas.actions.load_areas import LoadReport, load_areas
from dueregard.records.areas.gateways.area_tables import read_tables
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries import next_unknown
from dueregard.records.areas.queries.area_page import area_page
from dueregard.records.areas.queries.map_page import MapFilters, boundary_file, map_page
from dueregard.records.bodies.models import Body
from dueregard.rules.areas.standing import Standing
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.ready.packing import packed
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.people import Cast

BEFORE, DAY = date(2026, 6, 30), date(2026, 7, 1)
COUNCIL = BodyKind.LOCAL_AUTHORITY


@pytest.fixture
def bodies(northshire: LoadReport) -> dict[str, Body]:
    """Make the councils of the invented county and a school in one of its districts."""
    made = {
        slug: make_body(f"{slug.title()} Council", kind=COUNCIL, area_code=code)
        for slug, code in (("ashby", "E07000901"), ("elmby", "E07000902"), ("northport", "E06000901"))
    }
    made["school"] = make_body("Ashby School", kind=BodyKind.ACADEMY, area_code="E07000901")
    made["ballyport"] = make_body(
        "Ballyport Council", kind=COUNCIL, area_code="N09000901", nation=Nation.NORTHERN_IRELAND
    )
    return made


def _asked(cast: Cast, body: Body, *, is_public: bool = True, outcome: str = "refused", title: str = "One") -> None:
    fields: dict[str, Any] = {"phase": "answered", "outcome": outcome, "is_public": is_public}
    if is_public:
        fields["published_at"] = datetime(2026, 6, 1, tzinfo=UTC)
    make_case(make_campaign(cast.northport, title=title), body, **fields)


def _words(today: date, **filters: str) -> dict[str, str]:
    page = map_page(MapFilters(**filters, page="all"), boundary_file(), today=today)
    return {row.name: row.words for row in page.rows}


@pytest.mark.parametrize("nation", ["", "england", "scotland"])
def test_the_legend_counts_each_area_of_the_table_once(bodies: dict[str, Body], nation: str) -> None:
    page = map_page(MapFilters(nation=nation), boundary_file(), today=BEFORE)
    assert sum(line.number for line in page.legend) + page.counties == page.total


def test_a_published_request_shows_and_one_that_is_not_published_does_not(bodies: dict[str, Body], cast: Cast) -> None:
    _asked(cast, bodies["ashby"])
    _asked(cast, bodies["elmby"], is_public=False, title="Two")
    words = _words(BEFORE)
    assert words["Ashby"] == "refused"
    assert words["Elmby"] == "never asked"
    assert words["Ballyport"] == "duty does not apply"


def test_what_was_said_of_two_districts_is_said_of_the_one_that_took_over_from_the_day_on_which_it_does(
    bodies: dict[str, Body], cast: Cast
) -> None:
    _asked(cast, bodies["ashby"])
    before, after = _words(BEFORE), _words(DAY)
    assert "Woodby" not in before
    assert after["Woodby"] == "refused"
    assert {"Ashby", "Elmby"} & after.keys() == set()
    page = area_page(Area.objects.get(slug="woodby"), today=DAY)
    assert {row.name: row.note for row in page.rows}["Ashby School"] == "recorded under Ashby, which no longer exists"
    assert (page.bodies, page.asked, page.never) == (3, 1, 2)


def test_the_page_of_an_area_that_ended_says_so_and_leads_to_the_one_that_took_over(
    bodies: dict[str, Body], client: Client
) -> None:
    text = client.get(reverse("area", args=["ashby"])).content.decode()  # today it has ended
    assert "Ashby no longer exists. It ended on 1 July 2026." in text
    assert reverse("area", args=["woodby"]) in text
    assert "Ashby School" not in text


def test_a_county_has_the_bodies_of_its_districts(bodies: dict[str, Body]) -> None:
    rows = {
        row.name: dict(row.numbers)["Bodies"]
        for row in map_page(MapFilters(kind="all", page="all"), boundary_file(), today=BEFORE).rows
    }
    assert (rows["Northshire"], rows["Ashby"], rows["Elmby"]) == (3, 2, 1)
    page = area_page(Area.objects.get(slug="northshire-county"), today=BEFORE)
    assert {row.name for row in page.rows} == {"Ashby Council", "Elmby Council", "Ashby School"}


def test_a_body_under_the_old_code_of_a_renumbered_area_is_in_it(bodies: dict[str, Body]) -> None:
    page = area_page(Area.objects.get(slug="northport"), today=DAY)
    assert [(row.name, row.note) for row in page.rows] == [("Northport Council", "")]
    assert page.codes == ["E06000902 (since 1 April 2025)", "E06000901 (until 1 April 2025)"]


def test_filters_narrow_the_table_and_the_drawing_alike(bodies: dict[str, Body], cast: Cast) -> None:
    _asked(cast, bodies["ashby"])
    page = map_page(MapFilters(state="refused"), boundary_file(), today=BEFORE)
    assert [row.name for row in page.rows] == ["Ashby"]
    assert {mark.title.split(":")[0] for mark in page.marks if mark.sign != "o"} == {"Ashby"}
    assert len(page.marks) == 4
    assert [
        row.name for row in map_page(MapFilters(nation="northern_ireland"), boundary_file(), today=BEFORE).rows
    ] == ["Ballyport"]


def test_a_filter_that_nobody_offers_narrows_nothing(bodies: dict[str, Body], client: Client) -> None:
    answer = client.get(reverse("areas"), {"nation": "atlantis", "sort": "colour", "kind": "<b>", "drawing": "globe"})
    assert answer.status_code == 200
    assert "Woodby" in answer.content.decode()
    assert client.get(reverse("area", args=["woodby"]), {"state": "<b>", "kind": "x", "page": "y"}).status_code == 200


def test_every_shape_is_a_link_with_a_title_and_the_table_has_the_same_areas(
    bodies: dict[str, Body], client: Client
) -> None:
    text = client.get(reverse("areas")).content.decode()
    drawing, table = text.split('class="hexes"')[1].split("</svg>")[0], text.split('id="table"')[1]
    marks = re.findall(r'<a href="(/areas/[^"]+/)"><title>([^<]+)</title>', drawing)
    assert {href for href, _ in marks} == {f"/areas/{slug}/" for slug in ("woodby", "northport", "ballyport")}
    assert all(f'href="{href}"' in table for href, _ in marks)
    assert text.index('href="#table">Skip the map') < text.index('class="hexes"')


def test_the_map_and_an_area_cost_at_most_twelve_queries_however_many_bodies_there_are(
    bodies: dict[str, Body], cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        school = make_body(f"School {number}", kind=BodyKind.ACADEMY, area_code="E07000902")
        if number < 20:
            _asked(cast, school, title=f"Campaign {number}")
    for address in (reverse("areas"), reverse("areas") + "?kind=all", reverse("area", args=["woodby"])):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_long_list_is_shown_in_pages_and_each_body_once(bodies: dict[str, Body], client: Client) -> None:
    for number in range(120):
        make_body(f"School {number:03}", kind=BodyKind.ACADEMY, area_code="E07000903")
    names: list[str] = []
    for page in ("1", "2", "3"):
        text = client.get(reverse("area", args=["woodby"]), {"page": page}).content.decode()
        names += re.findall(r">(School \d{3})</a>", text)
    assert sorted(names) == [f"School {number:03}" for number in range(120)]


def test_the_newest_published_request_says_how_a_body_stands(bodies: dict[str, Body], cast: Cast) -> None:
    for title, outcome, at in (("Old", "refused", 1), ("New", "released", 9)):
        case = make_case(
            make_campaign(cast.northport, title=title),
            bodies["ashby"],
            phase="answered",
            outcome=outcome,
            is_public=True,
            published_at=datetime(2026, 6, 1, tzinfo=UTC),
            last_at=datetime(2026, 6, at, tzinfo=UTC),
        )
        assert case.is_public
    assert _words(BEFORE)["Ashby"] == "answered"


def test_the_next_body_to_ask_is_in_the_area_or_in_the_nearest_one(bodies: dict[str, Body], cast: Cast) -> None:
    ashby = Area.objects.get(slug="ashby")
    assert next_unknown(ashby, today=BEFORE) == bodies["school"]
    _asked(cast, bodies["school"])
    _asked(cast, bodies["ashby"], title="Two")
    assert next_unknown(ashby, today=BEFORE) == bodies["elmby"]
    assert next_unknown(ashby, today=BEFORE, kind="university") is None


def test_the_page_of_an_area_names_the_next_body_to_ask_and_draws_the_areas_around(
    bodies: dict[str, Body], cast: Cast
) -> None:
    northport = Area.objects.get(slug="northport")
    _asked(cast, bodies["ashby"])
    page = area_page(northport, today=DAY)
    assert page.next is not None
    assert (page.next.name, page.next.note) == ("Northport Council", "")
    assert page.drawing is not None
    assert {"Northport: never asked", "Woodby: refused"} <= {mark.title for mark in page.drawing.marks}
    _asked(cast, bodies["northport"], title="Two")
    page = area_page(northport, today=DAY)
    assert page.next is not None
    assert page.next.note == "Woodby"


def test_the_page_of_a_council_whose_area_ended_says_so(bodies: dict[str, Body], client: Client) -> None:
    text = " ".join(client.get(bodies["ashby"].get_absolute_url()).content.decode().split())
    assert "ended on 1 July 2026. Its place was taken by" in text
    assert reverse("area", args=["woodby"]) in text
    assert "The area of this council" not in client.get(bodies["northport"].get_absolute_url()).content.decode()


def test_the_map_and_an_area_are_read_in_a_text_browser(bodies: dict[str, Body], client: Client) -> None:
    for address, wanted in (
        (reverse("areas"), ["Where things stand", "Skip the map", "Woodby", "never asked"]),
        (
            reverse("area", args=["woodby"]),
            ["Made from Ashby, Elmby", "Ashby School", "Nobody has published a question"],
        ),
    ):
        read = subprocess.run(
            ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"],
            input=client.get(address).content, capture_output=True, check=True, timeout=120,
        ).stdout.decode()  # fmt: skip
        words = " ".join(read.split())
        assert [one for one in wanted if one not in words] == []


def test_the_data_say_what_the_page_says_with_source_and_licence(
    bodies: dict[str, Body], cast: Cast, client: Client
) -> None:
    _asked(cast, bodies["ashby"])
    rows = {row["area"]: row for row in csv.DictReader(StringIO(client.get(reverse("areas_table")).content.decode()))}
    assert rows["Woodby"]["council_state"] == Standing.REFUSED
    assert (rows["Woodby"]["bodies"], rows["Woodby"]["asked"], rows["Northport"]["code"]) == ("3", "1", "E06000902")
    assert all("CC BY 4.0" in row["licence"] and row["source"] for row in rows.values())
    data = json.loads(client.get(reverse("areas_geojson")).content)
    assert "CC BY 4.0" in data["licence"]
    places = {one["properties"]["area"]: one["geometry"] for one in data["features"]}
    assert places["Northport"] == {"type": "Point", "coordinates": [-1.5, 55.1]}
    assert places.keys() == rows.keys()


ORACLE = """
SELECT count(*) FROM bodies_body b
WHERE (b.closed_on IS NULL OR b.closed_on > %s) AND b.area_code IN (
    SELECT c.code FROM areas_areacode c JOIN areas_area a ON a.id = c.area_id
    WHERE a.slug = %s OR a.parent_id = (SELECT id FROM areas_area WHERE slug = %s AND tier = 'upper')
    OR a.id IN (
        SELECT s.from_area_id FROM areas_areasuccession s JOIN areas_area n ON n.id = s.to_area_id
        WHERE n.slug = %s AND s.on <= %s AND s.is_whole
    )
)
"""


def test_the_counts_of_every_area_are_those_that_plain_sql_counts(bodies: dict[str, Body]) -> None:
    make_body("Closed School", kind=BodyKind.ACADEMY, area_code="E07000901", closed_on=date(2026, 1, 1))
    quoted = ORACLE.replace("s.on ", f"s.{connection.ops.quote_name('on')} ")
    for row in map_page(MapFilters(kind="all", page="all"), boundary_file(), today=DAY).rows:
        slug = row.href.strip("/").split("/")[1]
        if slug == "northshire-county":
            continue  # its districts of the day before count in SQL, and no longer for the page
        with connection.cursor() as cursor:
            cursor.execute(quoted, [DAY, slug, slug, slug, DAY])
            assert cursor.fetchone() == (dict(row.numbers)["Bodies"],), slug


def test_the_map_of_the_whole_country_stays_below_sixty_kilobytes_and_every_area_is_in_some_table(
    db: None, client: Client
) -> None:
    load_areas(tables=read_tables(), by=None, now=datetime(2026, 6, 1, tzinfo=UTC), today=BEFORE)
    shown = client.get(reverse("areas")).content
    assert len(shown) <= 58_000
    assert len(packed(shown, {"Content-Type": "text/html"})) <= 15_000, "as it goes to a phone"
    assert shown.count(b"<use ") > 360
    total = map_page(MapFilters(), None, today=BEFORE).total
    assert client.get(reverse("areas"), {"page": "all"}).content.count(b"<tr>") == total + 1
    pages = [map_page(MapFilters(page=str(number)), None, today=BEFORE) for number in range(1, 21)]
    seen = {row.href for page in pages for row in page.rows}
    assert len(seen) == total
