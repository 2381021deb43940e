"""Public pages are light, come from one host, set no cookie, and run nothing that the content policy would refuse."""

import re

import pytest
from django.test import Client

from tests.website.pages import visit

PUBLIC = [
    "/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/complaint/",
    "/bodies/",
    "/requests/",
    "/dates/",
    "/account/login/",
]
HAS_A_FORM = {"/account/login/", "/complaint/"}
POLICY = {
    "default-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_a_first_visit_is_at_most_sixty_kilobytes_in_six_requests_to_one_host(client: Client, path: str) -> None:
    seen = visit(client, path)
    assert seen.bytes <= 60_000
    assert seen.requests <= 6


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PUBLIC if path not in HAS_A_FORM])
def test_reading_sets_no_cookie(client: Client, path: str) -> None:
    assert client.get(path).cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, "/nothing-here/"])
def test_every_answer_carries_the_strict_policy(client: Client, path: str) -> None:
    answer = client.get(path)
    given = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
    assert given == POLICY
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_has_a_title_a_language_one_heading_and_a_way_past_the_header(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    title = re.search(r"<title>(.+?)</title>", html, re.DOTALL)
    assert title is not None
    assert title[1].strip(" –\n") != ""
    assert '<html lang="en-GB"' in html
    assert html.count("<h1") == 1
    assert 'href="#main"' in html
    assert 'id="main"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_links_to_a_page_that_is_not_there(client: Client, path: str) -> None:
    links = set(re.findall(r'href="(/[^"#?]*)', client.get(path).content.decode()))
    pages = {link for link in links if not link.startswith("/static/")}
    assert {link for link in pages if client.get(link).status_code == 404} == set()


@pytest.mark.django_db
def test_crawlers_are_kept_from_the_desk_and_a_watcher_gets_one_word(client: Client) -> None:
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()
    assert client.get("/healthz").content == b"ok\n"
