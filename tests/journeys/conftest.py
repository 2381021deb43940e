"""What every walk in a real browser shares: a page that forgives nothing, a quick way to be signed in, axe.

A journey's file says `pytestmark = pytest.mark.browser`.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from tests import sessions

AXE = Axe()


class Watch:
    """Notes what a page of ours must never do: ask another host, break its own content policy, log an error."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.troubles: list[str] = []
        self.refused: set[str] = set()  # pages that answered 4xx on purpose: the browser logs those, too

    def request(self, request: Request) -> None:
        """Note a request that leaves the site."""
        there = urlsplit(request.url)
        if there.scheme not in {"data", "blob", "about"} and there.netloc != self.host:
            self.troubles.append(f"asked another host: {request.method} {request.url}")

    def response(self, response: Response) -> None:
        """Remember a page that was refused, and note a server's failure."""
        if response.status >= 500:
            self.troubles.append(f"the server failed: {response.status} {response.url}")
        elif response.status >= 400 and response.request.is_navigation_request():
            self.refused.add(response.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error; a broken content policy is one."""
        if message.type == "error" and message.location.get("url") not in self.refused:
            self.troubles.append(f"console: {message.text}")


@pytest.fixture(scope="session")
def base_url() -> None:
    """Journeys use the live server's whole address. The plugin's own fixture of this name warns under pytest 9."""


@pytest.fixture
def watch(context: BrowserContext, live_server: LiveServer) -> Iterator[Watch]:
    """Watch every page of the browser; the test fails at its end if one did what it must not."""
    one = Watch(urlsplit(live_server.url).netloc)
    context.on("request", one.request)
    context.on("response", one.response)
    context.on("console", one.console)
    context.on("weberror", lambda error: one.troubles.append(f"script: {error.error}"))
    context.set_default_timeout(20_000)
    yield one
    assert one.troubles == []


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A watched page."""
    return context.new_page()


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Person], None]:
    """Return what gives a page the session of a person who showed password and code."""

    def give(page: Page, person: Person) -> None:
        value = sessions.sign_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return give


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return what fails when the page breaks a rule of accessibility, and says which."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click may have led to a page that is still coming
        found = AXE.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check
