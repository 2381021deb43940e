"""Whoever comes finds what to do, and follows one thread from the guide to what worked; crawlers find every page."""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.rules.casework.events import EventKind
from dueregard.rules.wiring.adds import Role
from dueregard.rules.wiring.thread import Station
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_event, make_letter, make_waiting_case
from tests.people import Cast

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def page(address: str) -> str:
    """Return a page that must be there."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_home_page_leads_to_what_one_can_do_and_that_to_a_tool(shipped_pack: None) -> None:
    assert f'href="{reverse("act")}"' in page("/")
    for role in Role:
        assert f'href="/do/{role.value}/"' in page("/do/")
        shown = page(f"/do/{role.value}/")
        hrefs = [way.page for way in settings.WAYS if role in way.to]
        assert len(hrefs) >= 4
        assert all(f'href="{reverse(name)}"' in shown for name in hrefs)
        assert 'role="search"' in shown  # where they are


def test_somebody_who_is_none_of_these_is_told_that_the_page_does_not_exist() -> None:
    assert Client().get("/do/astronaut/").status_code == 404


def test_the_thread_of_a_body_has_every_station_and_leads_both_ways(
    cast: Cast, shipped_pack: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    take_up_sections(by=None, now=TODAY)
    body = make_body()
    case = make_waiting_case(make_campaign(cast.northport, title="Referrals"), body)
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22), correspondence=make_letter(case))
    publish_case(case=case, by=cast.asha, now=TODAY)
    with django_assert_max_num_queries(16):
        shown = page(f"/bodies/{body.slug}/thread/")
    assert re.findall(r'<h2 id="(\w+)"', shown) == [station.value for station in Station]
    assert f'href="{case.public_url()}"' in shown
    for place in (body.get_absolute_url(), case.public_url()):
        assert f'href="/bodies/{body.slug}/thread/#finding"' in page(place)
        assert 'href="/do/"' in page(place)


def test_the_thread_of_no_body_leads_from_a_section_to_the_letters_and_back(shipped_pack: None) -> None:
    take_up_sections(by=None, now=TODAY)
    for path in ("/guide/non-cooperation/", "/letters/branch-motion/"):
        thread = page(path).split('<nav class="thread')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', thread) == ["/guide/", "/letters/", "/bodies/", "/do/"], path


def test_what_a_group_keeps_to_itself_is_on_no_thread(cast: Cast) -> None:
    body = make_body()
    case = make_waiting_case(make_campaign(cast.northport, title="Kept to ourselves"), body)
    assert "Kept to ourselves" not in page(f"/bodies/{body.slug}/thread/")
    assert str(case.pk) not in page(f"/bodies/{body.slug}/thread/")


def test_the_map_of_the_site_leads_to_every_public_page_and_robots_to_the_map() -> None:
    body = make_body()
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in page("/robots.txt")
    parts = re.findall(r"<loc>([^<]+)</loc>", page("/sitemap.xml"))
    every = [
        one for part in parts for one in re.findall(r"<loc>([^<]+)</loc>", page(part.removeprefix(settings.PUBLIC_URL)))
    ]
    assert f"{settings.PUBLIC_URL}{body.get_absolute_url()}" in every
    assert f"{settings.PUBLIC_URL}/do/" in every
    assert len(every) == len(set(every))
    assert Client().get("/sitemap/bodies-2.xml").status_code == 404
    assert Client().get("/sitemap/bodies-0.xml").status_code == 404
    assert Client().get(f"/sitemap/bodies-{10**30}.xml").status_code == 404
    assert Client().get("/sitemap/nothing-1.xml").status_code == 404
