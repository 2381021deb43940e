"""Whoever reads a table page by page gets each row once, also while rows are added; what is unchanged is not resent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from dueregard.foundation.opendata.views.answers import COUNTER
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.records.bodies.models import Body
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_event, make_letter, make_waiting_case
from tests.people import Cast

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def read_on(address: str) -> tuple[list[str], str]:
    """Return the ids of a page, and where the next one is."""
    told = Client().get(address.removeprefix("http://localhost:8000")).json()
    return [row["id"] for row in told["rows"]], told["next"] or ""


def test_bodies_that_are_added_while_somebody_reads_come_once_and_none_is_missed() -> None:
    for number in range(25):
        make_body(f"Body {number}")  # all at one instant, as a file brings them
    seen: list[str] = []
    address, added = "/api/v1/bodies?limit=4", 0
    while address:
        some, address = read_on(address)
        seen += some
        if address and added < 5:
            added += 1
            later = make_body(f"A body added later {added}")
            Body.objects.filter(pk=later.pk).update(added_at=BEGIN + timedelta(minutes=added))
    assert len(seen) == len(set(seen)) == 30
    assert set(seen) == set(Body.objects.values_list("slug", flat=True))


def test_cases_that_are_published_while_somebody_reads_come_once(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    cases: list[Case] = []
    for number in range(12):
        case = make_waiting_case(campaign, make_body(f"Body {number}"))
        make_event(case, EventKind.REQUEST_RECEIVED, BEGIN.date(), correspondence=make_letter(case))
        cases.append(case)
    for number, case in enumerate(cases[:8]):
        publish_case(case=case, by=cast.asha, now=BEGIN + timedelta(minutes=number // 3))
    seen, address = read_on("/api/v1/cases?limit=3")
    for case in cases[8:]:
        publish_case(case=case, by=cast.asha, now=BEGIN + timedelta(hours=1))
    while address:
        some, address = read_on(address)
        seen += some
    assert sorted(seen) == sorted(str(case.pk) for case in cases)


def test_the_minute_of_an_act_is_told_to_nobody(cast: Cast) -> None:
    at = datetime(2026, 11, 24, 9, 41, 7, tzinfo=UTC)
    campaign = make_campaign(cast.northport)
    for number in range(2):
        case = make_waiting_case(campaign, make_body(f"Body {number}"))
        make_event(case, EventKind.REQUEST_RECEIVED, BEGIN.date(), correspondence=make_letter(case))
        publish_case(case=case, by=cast.asha, now=at)
    told = Client().get("/api/v1/cases?limit=1")
    assert told.json()["rows"][0]["published_on"] == "2026-11-24"
    assert "09:41" not in told.content.decode()
    assert str(int(at.timestamp())) not in told.json()["next"]


def test_what_was_not_changed_is_not_sent_again(cast: Cast) -> None:
    make_body()
    first = Client().get("/api/v1/bodies")
    again = Client().get("/api/v1/bodies", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_body("Northport College")
    changed = Client().get("/api/v1/bodies", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_section_says_when_it_was_last_changed(shipped_pack: None) -> None:
    take_up_sections(by=None, now=BEGIN)
    from_list = Client().get("/api/v1/guide?limit=1").json()["rows"][0]
    answer = Client().get(f"/api/v1/guide/{from_list['id']}")
    same = Client().get(f"/api/v1/guide/{from_list['id']}", headers={"If-Modified-Since": answer["Last-Modified"]})
    assert same.status_code == 304


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=501", "limit=x", "since=2026-13-01", "kind=castle", "page=2", "after=x", "limit=1&limit=2"],
)
def test_a_question_without_sense_is_told_what_would_be_right(query: str) -> None:
    answer = Client().get(f"/api/v1/bodies?{query}")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert told["parameter"] == query.split("=")[0]
    assert told["detail"]


def test_since_narrows_to_what_became_public_on_that_day_or_later() -> None:
    make_body("Old")
    later = make_body("New")
    Body.objects.filter(pk=later.pk).update(added_at=BEGIN)
    assert read_on("/api/v1/bodies?since=2026-11-01")[0] == ["new"]


def test_pages_of_other_sites_may_read_it_and_send_no_cookie() -> None:
    answer = Client().get("/api/v1/bodies", headers={"Origin": "https://elsewhere.example"})
    asked = Client().options("/api/v1/bodies", headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == asked["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "GET" in asked["Access-Control-Allow-Methods"]
    assert not answer.cookies


def test_whoever_asks_too_often_is_told_how_long_to_wait_and_no_address_is_kept(settings: Settings) -> None:
    settings.API_PER_MINUTE = 2
    COUNTER.__init__()  # type: ignore[misc]
    answers = [Client().get("/api/v1", REMOTE_ADDR="203.0.113.7") for _ in range(4)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert refused[0].json()["status"] == 429
    assert "203.0.113.7" not in repr(vars(COUNTER._pace))
    assert Client().get("/api/v1", REMOTE_ADDR="203.0.113.8").status_code == 200
