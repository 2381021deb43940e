"""The guide is read by anybody: its facts and their age, light, in few queries, and in a text browser."""

import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.reading import section_page
from dueregard.rules.guide.checks import document_faults
from tests.audiences import EVERYBODY, assert_only
from tests.parts.guide.packs import FIRST
from tests.people import Cast
from tests.searching import index_now, titles

LARGEST = 60_000  # bytes of a public page


def test_everybody_may_read(guide: Callable[..., PackText], cast: Cast) -> None:
    guide()
    for url in (
        "/guide/",
        "/guide/one/",
        "/guide/one/versions/",
        "/guide/one/versions/1/",
        "/guide/one/changes/",
        "/guide/changes/",
        "/guide/changes.atom",
        "/guide/one/changes.atom",
        "/guide/suggestions/",
        "/guide/one/suggest/",
    ):
        assert_only(url, EVERYBODY, cast)


def test_a_section_shows_its_words_its_facts_and_what_is_unsure(
    guide: Callable[..., PackText], settings: SimpleNamespace
) -> None:
    settings.DOES = {"ask": settings.DOES["ask"]}
    guide()
    page = Client().get("/guide/one/").content.decode()
    assert '<a href="#f-duty">1</a>' in page
    assert '<a href="#f-rumour">2 not confirmed</a>' in page
    assert 'id="f-rumour"' in page
    assert "hearsay" in page
    assert "Next check by<br>1 May 2027" in page
    assert '<a href="/guide/two/">the other section</a>' in page
    assert 'href="/requests/">Ask your council' in page
    assert "Sign the pledge" in page
    assert "Tell your group." in page, "a tool that is not here says what to do instead"


def test_words_of_a_pack_are_never_markup(guide: Callable[..., PackText]) -> None:
    guide()
    assert "&lt;script&gt;alert(1)" in Client().get("/guide/two/").content.decode()


def test_a_risky_section_has_a_neutral_title_and_leaves_little_behind(guide: Callable[..., PackText]) -> None:
    guide()
    answer = Client().get("/guide/one/")
    page = answer.content.decode()
    assert "<title>Questions and answers</title>" in page
    assert 'class="exit no-print"' in page
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.cookies
    other = Client().get("/guide/two/")
    assert 'class="exit no-print"' in other.content.decode(), "whoever is watched reads the other sections too"
    assert "no-store" not in other.get("Cache-Control", "")


def test_a_section_is_passed_on_by_its_address_and_a_risky_one_only_by_hand(shipped_guide: None) -> None:
    plain = Client().get("/guide/the-duty/").content.decode()
    assert "http://localhost:8000/guide/the-duty/" in plain
    assert 'aria-label="QR code of http://localhost:8000/guide/the-duty/"' in plain
    assert "QR code" not in Client().get("/guide/approached/").content.decode()


def test_a_section_past_its_day_says_so(guide: Callable[..., PackText]) -> None:
    guide(FIRST.replace("review_by = 2027-05-01", "review_by = 2026-11-02"))
    today = date(2026, 11, 24)
    page = section_page("one", today)
    assert page
    assert page.is_overdue
    assert not section_page("two", today).is_overdue  # type: ignore[union-attr]


def test_a_section_that_left_the_pack_is_no_longer_there(guide: Callable[..., PackText]) -> None:
    guide()
    PackText.objects.filter(slug="two").update(retired_at=datetime(2026, 11, 24, 13, tzinfo=UTC))
    assert Client().get("/guide/two/").status_code == 404
    assert Client().get("/guide/").content.decode().count("The other section") == 0


def test_before_a_pack_is_installed_the_guide_says_so(db: None) -> None:
    page = Client().get("/guide/").content.decode()
    assert "dueregard pack install" in page
    assert Client().get("/guide/one/").status_code == 404


def test_the_pages_need_few_queries_however_many_sections(shipped_guide: None) -> None:
    for url, most in (
        ("/guide/", 2),
        ("/guide/approached/", 2),
        ("/guide/approached/versions/", 4),
        ("/guide/approached/changes/?old=1&new=1", 4),
        ("/guide/changes/?since=2026-01-01", 4),
        ("/guide/changes.atom", 2),
        ("/guide/approached/suggest/", 2),
    ):
        Client().get(url)  # what is remembered for every page is remembered now
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(url).status_code == 200
        assert len(queries) <= most, f"{url}: {[query['sql'][:80] for query in queries]}"


def test_every_page_of_the_shipped_guide_is_sound_and_light(shipped_guide: None) -> None:
    slugs = [one.section.slug for one in Revision.objects.current().select_related("section")]
    known = {f"/guide/{slug}/" for slug in slugs}
    assert len(slugs) >= 16
    for slug in slugs:
        page = Client().get(f"/guide/{slug}/").content
        assert len(page) < LARGEST
        inside = {target for target in known if target.encode() in page}
        faults = [
            fault for fault in document_faults(page.decode()) if "leads nowhere" in fault.says or "twice" in fault.says
        ]
        assert faults == [], slug
        assert inside <= known


def test_every_link_between_shipped_sections_leads_to_one(shipped_guide: None) -> None:
    client = Client()
    for revision in Revision.objects.current().select_related("section"):
        for target in {part.split(")")[0] for part in revision.text.split("](")[1:]}:
            if target.endswith(".md"):
                assert client.get(f"/guide/{target.removesuffix('.md')}/").status_code == 200, revision.section.slug


@pytest.mark.parametrize("slug", ["", "approached/", "your-data/"])
def test_the_guide_can_be_read_in_a_text_browser(shipped_guide: None, slug: str) -> None:
    page = Client().get(f"/guide/{slug}").content
    read = subprocess.run(
        ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"],
        input=page, capture_output=True, check=True, timeout=120,
    ).stdout.decode()  # fmt: skip
    wanted = {
        "": ["The guide", "Read this first", "Call 999"],
        "approached/": ["Please put your questions in writing", "1 not confirmed", "Leave this page"],
        "your-data/": ["never send it through a public website", "within one month"],
    }[slug]
    read = " ".join(read.split())
    assert [one for one in wanted if one not in read] == []


def test_sections_are_found_by_their_words_and_no_longer_when_they_are_gone(
    guide: Callable[..., PackText], own_index: None
) -> None:
    guide()
    index_now()
    assert titles("breathe") == ["When somebody asks"]
    assert titles("hospitals") == ["The other section"]
    guide(FIRST.replace("First breathe.", "First rest."), at=datetime(2026, 11, 24, 14, tzinfo=UTC))
    PackText.objects.filter(slug="two").update(retired_at=datetime(2026, 11, 24, 15, tzinfo=UTC))
    take_up_sections(by=None, now=datetime(2026, 11, 24, 15, tzinfo=UTC))
    index_now()
    assert titles("breathe") == []
    assert titles("hospitals") == []
    assert titles("first rest") == ["When somebody asks"]


def test_a_section_that_left_and_came_back_goes_on_with_its_versions(guide: Callable[..., PackText]) -> None:
    section = guide()
    PackText.objects.update(retired_at=datetime(2026, 11, 24, 15, tzinfo=UTC))
    take_up_sections(by=None, now=datetime(2026, 11, 24, 15, tzinfo=UTC))
    assert not Revision.objects.filter(is_current=True).exists()
    PackText.objects.update(retired_at=None)
    take_up_sections(by=None, now=datetime(2026, 11, 24, 16, tzinfo=UTC))
    assert list(section.revisions.order_by("number").values_list("number", "is_current")) == [(1, False), (2, True)]
