"""Every feed of the site is valid by RFC 4287, and what became public today is new today."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.foundation.search.actions.keep_search import keep_search, renew_address
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Case
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.rules.casework.events import EventKind
from tests.atom_rules import A, faults
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page
from tests.builders_foi import NOW, make_campaign, make_event, make_letter, make_waiting_case
from tests.builders_redaction import published
from tests.people import Cast
from tests.searching import index_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

FEEDS = ["/requests/feed.xml", "/guide/changes.atom", "/search/feed.xml", "/search/feed.xml?q=referrals&kind=case"]
LONG_PUBLIC = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def make_case(cast: Cast, name: str, *, asked: date = date(2026, 10, 22), title: str = "Referrals") -> Case:
    """Make a case that was asked on a day, private so far."""
    case = make_waiting_case(make_campaign(cast.northport, title=title), make_body(name))
    make_event(case, EventKind.REQUEST_RECEIVED, asked, correspondence=make_letter(case))
    return case


def titles(content: bytes) -> list[str]:
    """Return the titles of a feed's entries in order."""
    return [entry.findtext(f"{A}title") or "" for entry in ET.fromstring(content).iter(f"{A}entry")]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_without_lines_is_valid_and_never_seems_to_change(address: str) -> None:
    index_now()
    answers = [Client().get(address).content for _ in range(2)]
    assert faults(answers[0]) == []
    assert answers[0] == answers[1]
    assert ET.fromstring(answers[0]).findtext(f"{A}updated") == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_with_lines_is_valid(address: str, cast: Cast, shipped_pack: None) -> None:
    for name in ("University of Northport", "Northport & District’s College"):
        publish_case(case=make_case(cast, name), by=cast.asha, now=TODAY)
    take_up_sections(by=None, now=TODAY)
    index_now()
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert titles(answer.content)
    assert faults(answer.content) == []


def test_the_feed_of_a_kept_search_is_valid_and_does_not_repeat_its_secret_address(cast: Cast) -> None:
    publish_case(case=make_case(cast, "University of Northport"), by=cast.asha, now=TODAY)
    index_now()
    kept = keep_search(person=cast.asha, name="Mine", asked={"q": "referrals"}, now=TODAY)
    secret = renew_address(search=kept, by=cast.asha, now=TODAY)
    answer = Client().get("/search/kept.xml", {"key": secret}).content
    assert titles(answer)
    assert faults(answer, names_itself=False) == []
    assert secret not in answer.decode()


def test_a_case_published_today_is_new_today_however_long_ago_it_was_asked(cast: Cast) -> None:
    asked_later = make_case(cast, "Northport College", asked=date(2026, 10, 30))
    asked_first = make_case(cast, "University of Northport", asked=date(2026, 9, 1))
    publish_case(case=asked_later, by=cast.asha, now=LONG_PUBLIC)
    publish_case(case=asked_first, by=cast.asha, now=TODAY)
    feed = Client().get("/requests/feed.xml").content
    assert [title.split(":")[0] for title in titles(feed)] == ["University of Northport", "Northport College"]
    first = ET.fromstring(feed).find(f"{A}entry")
    assert first is not None
    assert first.findtext(f"{A}updated") == "2026-11-24T00:00:00+00:00"


def test_what_happens_after_a_case_was_published_is_new_when_it_happens(cast: Cast) -> None:
    case = make_case(cast, "University of Northport")
    publish_case(case=case, by=cast.asha, now=LONG_PUBLIC)
    make_event(case, EventKind.REFUSED, date(2026, 11, 16), sections=("FOIA s.24",))
    newest = ET.fromstring(Client().get("/requests/feed.xml").content).find(f"{A}entry")
    assert newest is not None
    assert "Refused" in (newest.findtext(f"{A}title") or "")
    assert newest.findtext(f"{A}updated") == f"{NOW:%Y-%m-%d}T00:00:00+00:00"


def test_signs_that_xml_cannot_write_take_no_feed_from_its_readers(cast: Cast) -> None:
    case = make_case(cast, "University of Northport", title="Referrals\x0b and \x00 plans")
    publish_case(case=case, by=cast.asha, now=TODAY)
    index_now()
    for address in ("/requests/feed.xml", "/search/feed.xml"):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert faults(answer.content) == []


def test_a_long_feed_takes_three_queries(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    campaign = make_campaign(cast.northport)
    for number in range(12):
        case = make_waiting_case(campaign, make_body(f"College {number}"))
        make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(case))
        publish_case(case=case, by=cast.asha, now=TODAY + timedelta(minutes=number))
    with django_assert_num_queries(4):  # the site's mode is the fourth
        assert len(titles(Client().get("/requests/feed.xml").content)) == 12


def test_a_feed_that_is_not_valid_is_noticed() -> None:
    bare = f'<feed xmlns="{A[1:-1]}"><title>New</title><id>here</id><entry><title>One</title></entry></feed>'.encode()
    assert set(faults(bare)) >= {
        "feed: 0 × updated",
        "feed: the id here is no IRI",
        "entry 0: 0 × id",
        "entry 0: neither link nor content (4.1.2)",
        "neither the feed nor each entry has an author with a name (4.1.1)",
        "0 links to itself (4.1.1)",
    }


def test_a_copy_published_today_is_new_today_in_the_feed_of_a_search(cast: Cast) -> None:
    plan = make_document(cast.northport, title="Prevent plan", received_at=LONG_PUBLIC)
    make_page(plan, "Three referrals were made.")
    published(plan, prepared_by=cast.asha, by=cast.ben)
    index_now()
    entry = ET.fromstring(Client().get("/search/feed.xml", {"kind": "page"}).content).find(f"{A}entry")
    assert entry is not None
    assert entry.findtext(f"{A}updated") == f"{NOW:%Y-%m-%d}T00:00:00+00:00"
