"""The home page: one line, three doors in the reader's own voice, what was counted, what happened, documents."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.records.areas.actions.load_areas import load_areas
from dueregard.records.areas.gateways.area_tables import read_tables
from dueregard.records.areas.queries.small_map import small_map
from dueregard.records.findings.models import Finding, Question
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import BodyKind
from dueregard.website.context import navigation
from tests.builders import make_body
from tests.builders_evidence import make_passage, make_pdf_document, make_public_copy
from tests.builders_foi import NOW, make_campaign, make_event, make_letter, make_reply, make_waiting_case
from tests.builders_inbox import make_inbox
from tests.people import Cast
from tests.website.pages import visit

# Doors behind which a fresh site has nothing.
LATER = ("What public bodies answered", "What the duty is", "Key figures, each", "Send something in confidence")


@pytest.fixture
def guided(db: None, settings: Any) -> None:
    """A site with the shipped campaign, whose guide has been taken up."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=NOW)
    take_up_sections(by=None, now=NOW)


def published(cast: Cast, name: str, kind: EventKind | None = None, on: date = date(2026, 11, 16)) -> Case:
    """Publish a request of 22 October, due on 19 November, that was answered on a day or not at all."""
    case = make_waiting_case(make_campaign(cast.northport, title=name), make_body(name))
    letter = make_letter(case)
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=letter)
    if kind:
        make_event(case, kind, on, correspondence=make_reply(case, text="Our answer.", kind="reply"))
    return publish_case(case=case, by=cast.asha, now=NOW)


@pytest.mark.django_db
def test_a_fresh_site_shows_the_doors_that_lead_somewhere_and_no_nought(client: Client) -> None:
    html = client.get("/").content.decode()
    for door in ("Get help", "Ask a public body a question", "Work out when they must answer"):
        assert door in html
    for door in (
        "What public bodies answered",
        "What the duty is",
        "Key figures, each",
        "Send something in confidence",
    ):
        assert door not in html
    for absent in ('class="figures"', "What happened last", "From the documents"):
        assert absent not in html


@pytest.mark.usefixtures("guided")
def test_a_door_is_shown_once_something_is_behind_it(client: Client, cast: Cast) -> None:
    published(cast, "University of Northport")
    make_inbox(cast)
    html = client.get("/").content.decode()
    for door in (
        "What public bodies answered",
        "What the duty is",
        "Key figures, each",
        "Send something in confidence",
    ):
        assert door in html
    assert "What public bodies do under the Prevent duty, and what you can do about it" in html


@pytest.mark.django_db
def test_a_site_without_a_pack_asks_its_question_without_naming_a_duty(client: Client) -> None:
    assert "What public bodies do, and what you can do about it" in client.get("/").content.decode()


def test_what_was_published_is_counted_and_what_is_private_is_not(client: Client, cast: Cast) -> None:
    published(cast, "In time", EventKind.RELEASED)
    published(cast, "On the last day", EventKind.REFUSED, date(2026, 11, 19))
    published(cast, "A day late", EventKind.RELEASED_IN_PART, date(2026, 11, 20))
    published(cast, "Never", None)
    make_waiting_case(make_campaign(cast.northport, title="Private"), make_body("Kept private"))
    make_public_copy(make_pdf_document(cast.northport))
    html = client.get("/").content.decode()
    told = dict(re.findall(r"<div><dt>(?:<a [^>]*>)?(.*?)(?:</a>)?</dt><dd>(.*?)</dd></div>", html))
    assert told == {
        "published requests to public bodies": "4",
        "answers that were due came in time": "2 of 4",
        "refused, in full or in part": "2",
        "released pages to read": "2",
    }
    assert "Kept private" not in html


def test_papers_are_quoted_from_public_copies_with_a_picture_and_never_from_an_original(
    client: Client, cast: Cast
) -> None:
    found = {}
    for name in ("Northport", "Southmoor"):
        body, words = make_body(name), f"The board of {name} reviewed nothing."
        original = make_pdf_document(cast.northport, words, body=body, title=f"Minutes of {name}")
        found[name] = original
        question = Question.objects.create(
            group=cast.northport, text="Was it reviewed?", kind="yes_no", is_public=True, made_by=cast.asha, made_at=NOW
        )
        passage = make_passage(original.pages.get(), words, by=cast.asha)
        Finding.objects.create(question=question, body=body, value="no", passage=passage, found_at=NOW)
    copy = make_public_copy(found["Northport"])
    html = client.get("/").content.decode()
    assert "The board of Northport reviewed nothing." in html
    assert f"/documents/{copy.pk}/pages/1/picture/?size=thumb" in html
    assert "Southmoor" not in html
    assert str(found["Northport"].pk) not in html
    Question.objects.update(is_public=False)
    assert "reviewed nothing" not in client.get("/").content.decode()


@pytest.mark.usefixtures("guided")
def test_the_home_page_costs_a_visitor_at_most_twelve_queries(client: Client, cast: Cast) -> None:
    test_papers_are_quoted_from_public_copies_with_a_picture_and_never_from_an_original(client, cast)
    Question.objects.update(is_public=True)
    published(cast, "In time", EventKind.RELEASED)
    make_inbox(cast)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) <= 12, [query["sql"] for query in asked]


def test_the_page_one_is_on_is_marked_once() -> None:
    assert [link.words for link in navigation(path="/bodies/leeds/") if link.here] == ["Bodies"]
    assert [link.words for link in navigation(path="/") if link.here] == []


def test_in_live_mode_a_caseworker_is_told_that_letters_leave_and_a_visitor_nothing(
    cast: Cast, signed_in: Callable[[Person], Client], client: Client
) -> None:
    set_mode(mode="live", by=None, now=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    forget_site_mode()
    try:
        assert "Letters you send really go out." in signed_in(cast.asha).get("/about/").content.decode()
        visitors = client.get("/about/").content.decode()
        assert "Practice mode" not in visitors
        assert "really go out" not in visitors
    finally:
        forget_site_mode()


@pytest.mark.django_db
def test_every_page_says_that_it_is_in_practice_mode(client: Client) -> None:
    for path in ("/", "/about/", "/account/login/", "/nothing-here/"):
        assert "Practice mode. No e-mail leaves this site." in client.get(path).content.decode()


@pytest.mark.usefixtures("guided")
def test_the_small_map_says_in_words_what_it_draws_and_asks_one_question(client: Client, cast: Cast) -> None:
    load_areas(tables=read_tables(), by=None, now=NOW, today=NOW.date())
    council = make_body("Leeds City Council", kind=BodyKind.LOCAL_AUTHORITY, area_code="E08000035")
    case = make_waiting_case(make_campaign(cast.northport), council)
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=NOW, outcome="refused", phase="answered")
    html = client.get("/").content.decode()
    assert "1 refused, " in html.partition('aria-label="Map of council areas: ')[2].partition('"')[0]
    lines = re.findall(r'marker-mid="url\(#m(\w)\)" marker-end="url\(#m\1\)" d="([^"]+)"', html)
    assert sum(len(re.findall("[mh]", path)) for _, path in lines) > 360
    assert {sign for sign, _ in lines} == set(re.findall(r'<marker id="m(\w)"', html))
    assert visit(client, "/").bytes <= 60_000
    with CaptureQueriesContext(connection) as asked:
        drawn = small_map(timezone.localdate())
    assert drawn is not None
    assert (len(asked), sum(part.number for part in drawn.legend)) == (
        1,
        sum(len(re.findall("[mh]", line.path)) for line in drawn.lines),
    )
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) <= 12, [query["sql"] for query in asked]
    Case.objects.update(is_public=False, published_at=None)
    assert "1 refused" not in client.get("/").content.decode()


@pytest.mark.usefixtures("guided")
def test_three_published_numbers_stand_there_with_source_and_day_and_how_sure_they_are(client: Client) -> None:
    told = client.get("/").content.decode().partition("What is published")[2].partition("</section>")[0]
    assert "8,778</b> referrals, England and Wales, 2024-25" in told
    assert (
        "Home Office, Individuals referred to and supported through the Prevent Programme, yearly, 6 November 2025"
        in told
    )
    assert "Reported second-hand" in told.partition("Scotland")[2]
    assert told.count('class="source"') == 3
