"""A real browser sends every form under its own page's headers; none is refused for hiding where it comes from.

Chromium shows what the site answers, headers and all, and what it sends with each form goes to the site as it is: a
page that makes it say "Origin: null" has its form refused. What a form would do is taken back at once.
"""

from collections.abc import Iterator
from contextvars import copy_context
from copy import deepcopy as copy
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, Route

from tests.doors.asking import ask
from tests.doors.table import LEFT_OUT, every_address, things_of
from tests.doors.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SITE = "http://testserver"
SENT = """form => HTMLFormElement.prototype.submit.call(form)"""
# Beside every form that a visitor is shown: those of the pages for people in danger, as somebody signed in sees them.
IN_DANGER = ("signposts:", "guide:", "submissions:", "complain", "me:", "account_")


class Carried:
    """Carries what the browser asks to the site, within the transaction of the test, and the answer back."""

    def __init__(self, client: Client, **instead: str) -> None:
        self.client, self.instead = client, instead  # headers that a page does not have, to see that they are noticed
        self.signed_in = copy(client.cookies)
        self.client.handler.enforce_csrf_checks = True
        self.posted: list[tuple[str, int, str]] = []
        self.here = copy_context()  # the browser's questions come in another context, which has no transaction of ours

    def __call__(self, route: Route, request: Request) -> None:
        """Answer one request as the site does."""
        if not request.url.startswith(f"{SITE}/") or "/static/" in request.url:
            route.fulfill(status=204)
            return
        status, headers, content = self.here.run(self._asked, request)
        if request.method == "POST":
            route.fulfill(status=204)  # the page stays, for its next form
        else:
            route.fulfill(status=status, headers=headers, body=content)

    def _asked(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        headers = {name: value for name, value in request.headers.items() if name not in {"host", "cookie"}}
        kind = headers.pop("content-type", "application/octet-stream")
        there = request.url.removeprefix(SITE)
        with transaction.atomic():
            if request.method == "POST":
                answer = self.client.generic("POST", there, request.post_data_buffer or b"", kind, headers=headers)
                self.posted.append((urlsplit(there).path, answer.status_code, headers.get("origin", "")))
            else:
                answer = self.client.get(there, headers=headers)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            transaction.set_rollback(True)
        told = {name.lower(): value for name, value in answer.headers.items() if name.lower() != "content-length"}
        told |= {name.replace("_", "-"): value for name, value in self.instead.items()}
        return answer.status_code, told, content


def pages_with_forms(world: World, who: str) -> Iterator[str]:
    """Return one address of each kind that shows this person a form with a token."""
    for address in every_address():
        if address.name in LEFT_OUT or (who != "visitor" and not address.name.startswith(IN_DANGER)):
            continue
        for thing in [thing for thing in things_of(address, world) if who in thing.readers][:1]:
            url = reverse(address.name, kwargs=dict(thing.names))
            if b"csrfmiddlewaretoken" in ask(world.everybody, who, url).content:
                yield url


def send_every_form(page: Page, carried: Carried, url: str) -> int:
    """Send the forms of a page and of its frames, as the browser sends them; return how many."""
    carried.client.cookies = copy(carried.signed_in)
    page.goto(SITE + url, wait_until="domcontentloaded")
    cookies, sent = copy(carried.client.cookies), 0
    for frame in page.frames:
        for form in frame.query_selector_all("form:has([name=csrfmiddlewaretoken])"):
            before = len(carried.posted)
            carried.client.cookies = copy(cookies)  # as they were on the page: one of its forms signs out
            with page.expect_request(lambda request: request.method == "POST"):
                form.evaluate(SENT)
            while len(carried.posted) == before:
                page.wait_for_timeout(10)
            sent += 1
    return sent


def test_what_a_browser_sends_from_a_page_is_taken(browser: Browser, world: World) -> None:
    for who, at_least in (("visitor", 8), ("caseworker", 8)):
        carried = Carried(world.everybody.client(who))
        with browser.new_context() as context:
            context.route("**/*", carried)
            page = context.new_page()
            sent = sum(send_every_form(page, carried, url) for url in pages_with_forms(world, who))
        assert sent >= at_least
        assert [told for told in carried.posted if told[1] == 403 or told[2] in ("", "null")] == []


def test_a_page_that_hides_where_it_comes_from_would_be_noticed(browser: Browser, world: World) -> None:
    carried = Carried(world.everybody.client("visitor"), referrer_policy="no-referrer")
    with browser.new_context() as context:
        context.route("**/*", carried)
        assert send_every_form(context.new_page(), carried, reverse("complain")) > 0
    assert {told[1:] for told in carried.posted} == {(403, "null")}
