"""Two districts and their councils merge: what a visitor reads is right on their last day and on the day after."""

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.sheet import sheet_facts
from dueregard.records.bodies.models import Body, Succession
from dueregard.records.findings.models import Finding
from dueregard.rules.law.laws import BodyKind
from dueregard.rules.tracker.terms import Kind
from tests.atom_rules import faults
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case
from tests.parts.tracker.builders import make_decision, make_demand, make_public, say
from tests.people import Cast
from tests.records.areas.shown import area_shown, body_shown, map_shown
from tests.records.findings.claims import ask, claim

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
COUNCIL, KEY = BodyKind.LOCAL_AUTHORITY, "pack.policy.1"
NOT_COUNTED = "not counted here"


@pytest.fixture
def finding(northshire: LoadReport, cast: Cast) -> Finding:
    """Two councils end and one begins; a claim, a decision, a demand and a request are about what was there before."""
    ashby = make_body("Ashby Council", kind=COUNCIL, area_code="E07000901", closed_on=AFTER)
    elmby = make_body("Elmby Council", kind=COUNCIL, area_code="E07000902", closed_on=AFTER)
    woodby = make_body("Woodby Council", kind=COUNCIL, area_code="E07000903", opened_on=AFTER)
    for one in (ashby, elmby):
        Succession.objects.create(from_body=one, to_body=woodby, on=AFTER)
    school = make_body("Elmby School", kind=BodyKind.ACADEMY, area_code="E07000902")
    published = datetime(2026, 6, 1, tzinfo=UTC)
    campaign = make_campaign(cast.northport)
    make_case(campaign, school, phase="answered", outcome="refused", is_public=True, published_at=published)
    demand = make_demand(cast.northport, elmby, cast.asha)
    say(demand, Kind.OUTCOME, "promise", date(2026, 5, 1), cast.asha)
    make_public(demand, cast.asha)
    make_public(make_decision(cast.northport, cast.asha, ashby), cast.asha)
    question = ask(cast, key=KEY, for_kinds=[COUNCIL.value, BodyKind.ACADEMY.value], nations=["england"])
    claim(question, school, "no", cast.asha, cast.ben, true_on=date(2026, 2, 1))
    return claim(question, ashby, "yes", cast.asha, cast.ben, true_on=date(2026, 2, 1))


@pytest.fixture
def visitor(finding: Finding) -> Client:
    """Return somebody without an account."""
    return Client()


def on(day: date, clock: pytest.MonkeyPatch) -> None:
    """Set every clock of the site to noon of a day."""
    clock.setattr(timezone, "now", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def body(name: str) -> str:
    """Return the address of a body's page."""
    return Body.objects.get(name=name).get_absolute_url()


def text_of(visitor: Client, path: str) -> str:
    """Return a page with its white space made plain."""
    return " ".join(visitor.get(path).content.decode().split())


def test_the_map_counts_what_is_there_on_each_day(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    on(BEFORE, monkeypatch)
    before = {slug: (row.words, row.numbers["Bodies"]) for slug, row in map_shown(visitor, kind="all").items()}
    assert (before["ashby"], before["elmby"]) == (("never asked", 1), ("refused", 2))
    assert before["northshire-county"] == ("refused", 3)
    assert "woodby" not in before
    assert NOT_COUNTED not in text_of(visitor, "/areas/?kind=all"), "a council that has not begun is missed by nobody"
    on(AFTER, monkeypatch)
    after = {slug: (row.words, row.numbers["Bodies"]) for slug, row in map_shown(visitor, kind="all").items()}
    assert (after["woodby"], after["northshire-county"]) == (("refused", 2), ("refused", 2))
    assert after.keys() == {"woodby", "northshire-county", "northport", "ballyport"}
    assert NOT_COUNTED not in text_of(visitor, "/areas/?kind=all")


def test_an_answer_is_on_the_map_of_its_question_until_its_council_ends(
    visitor: Client, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(BEFORE, monkeypatch)
    assert map_shown(visitor, question=KEY)["ashby"].words == "answer: yes"
    assert "no longer exists" not in text_of(visitor, f"/questions/{finding.question_id}/")
    on(AFTER, monkeypatch)
    assert map_shown(visitor, question=KEY)["woodby"].words == "never asked", "of two that merged, nobody knows"
    assert map_shown(visitor, question=KEY, kind="academy")["woodby"].words == "answer: no"
    question, page = (
        text_of(visitor, f"/questions/{finding.question_id}/"),
        text_of(visitor, f"/findings/{finding.pk}/"),
    )
    assert question.count("no longer exists (closed 1 July 2026)") == 1
    assert "Ashby Council no longer exists. It closed on 1 July 2026" in page


def test_the_pages_of_the_areas_say_what_ended_and_what_began(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    on(BEFORE, monkeypatch)
    assert "Woodby does not exist yet. It begins on 1 July 2026." in text_of(visitor, "/areas/woodby/")
    assert area_shown(visitor, "elmby").asked == (1, 2, 1)
    on(AFTER, monkeypatch)
    assert "Elmby no longer exists. It ended on 1 July 2026." in text_of(visitor, "/areas/elmby/")
    after = area_shown(visitor, "woodby")
    assert (after.asked, after.known) == ((1, 2, 1), {KEY: ("no", 1, 0)})
    assert after.listed == [body("Elmby School"), body("Woodby Council")]
    assert "recorded under Elmby, which no longer exists" in text_of(visitor, "/areas/woodby/")


def test_the_council_that_took_over_shows_what_was_claimed_demanded_and_decided_before_from_its_first_day(
    visitor: Client, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(BEFORE, monkeypatch)
    ashby, elmby, woodby = (body_shown(visitor, body(f"{name} Council")) for name in ("Ashby", "Elmby", "Woodby"))
    assert (ashby.is_closed, list(ashby.findings), len(ashby.decisions)) == (False, [finding.pk.hex], 1)
    assert (elmby.is_closed, len(elmby.demands)) == (False, 1)
    assert (woodby.findings, woodby.earlier, woodby.demands, woodby.decisions) == ({}, {}, set(), set())
    on(AFTER, monkeypatch)
    ended, after = body_shown(visitor, body("Ashby Council")), body_shown(visitor, body("Woodby Council"))
    assert (ended.is_closed, list(ended.findings), ended.decisions) == (True, [finding.pk.hex], ashby.decisions)
    assert (after.findings, after.earlier) == ({}, {finding.pk.hex: "yes"})
    assert (after.demands, after.decisions) == (elmby.demands, ashby.decisions)
    text = text_of(visitor, body("Woodby Council"))
    assert "Made of Elmby Council, which closed on 1 July 2026." in text
    assert "What was known about Ashby Council" in text


def test_the_sheet_of_a_meeting_holds_what_is_there_on_its_day(finding: Finding) -> None:
    elmby, woodby = (
        sorted(sheet_facts(Area.objects.get(slug=slug), day)["bodies"])
        for slug, day in (("elmby", BEFORE), ("woodby", AFTER))
    )
    assert elmby == [["Elmby Council", "never asked"], ["Elmby School", "refused"]]
    assert woodby == [["Elmby School", "refused"], ["Woodby Council", "never asked"]]


def test_data_and_feeds_say_which_body_ended_and_where_it_lies_on_each_day(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def data(path: str) -> list[dict[str, str]]:
        read = b"".join(visitor.get(path))  # whole, or line by line
        return list(csv.DictReader(StringIO(read.decode("utf-8-sig"))))

    for day, slug, name, point in (
        (BEFORE, "elmby", "Elmby", [-1.3, 54.95]),
        (AFTER, "woodby", "Woodby", [-1.45, 54.92]),
    ):
        on(day, monkeypatch)
        rows = {row["area"]: row for row in data("/areas.csv")}
        assert (rows[name]["bodies"], rows[name]["asked"], rows[name]["as_of"]) == ("2", "1", day.isoformat())
        areas = json.loads(visitor.get("/areas.geojson").content)["features"]
        assert {one["properties"]["area"] for one in areas} == rows.keys()
        (demand,) = json.loads(visitor.get("/demands/all.geojson").content)["features"]
        assert demand["geometry"] == {"type": "Point", "coordinates": point}
        assert demand["properties"]["area"]["page"].endswith(f"/areas/{slug}/")
        assert demand["properties"]["body"]["closed_on"] == "2026-07-01"
        ended = {row["body"]: row["body_closed_on"] for row in data("/claims.csv")}
        assert ended == {"Ashby Council": "2026-07-01" if day == AFTER else "", "Elmby School": ""}
        feeds = [visitor.get(path).content for path in ("/demands/feed.xml", "/decisions/feed.xml")]
        assert [faults(feed) for feed in feeds] == [[], []]
        assert b"Elmby Council: " in feeds[0]
    told = {one["id"]: one for one in visitor.get("/api/v1/areas?limit=100").json()["rows"]}
    assert (told["elmby"]["until_on"], told["elmby"]["followed_by"]) == ("2026-07-01", ["woodby"])
    assert (data("/demands/all.csv")[0]["Body closed on"], data("/decisions/all.csv")[0]["Body closed on"]) == (
        "2026-07-01",
        "2026-07-01",
    )
