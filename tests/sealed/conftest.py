"""What walks through the sealed pages share: a stand-in server, a page that forgives nothing, axe."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.sealed.lists import files_of_a_group
from tests.sealed.stand_in import Inbox, served

AXE = Axe()
ELSEWHERE = "weather.example"  # where "Leave this page" leads


@pytest.fixture(scope="session")
def base_url() -> None:
    """These walks use the stand-in's whole address. The plugin's own fixture of this name warns under pytest 9."""


@pytest.fixture
def inbox() -> Inbox:
    """A group with two post-quantum keyholders."""
    return Inbox(files=files_of_a_group())


@pytest.fixture
def address(inbox: Inbox) -> Iterator[str]:
    """The address of the source's page."""
    with served(inbox) as url:
        yield url


@pytest.fixture
def desk(address: str) -> str:
    """The address of the keyholder's page."""
    return address.replace("/sealed/", "/desk/sealed/")


@pytest.fixture
def expected_failures() -> list[str]:
    """Words of console errors that a test brings about on purpose."""
    return []


@pytest.fixture
def somebody(browser: Browser, address: str, expected_failures: list[str]) -> Iterator[Callable[..., Page]]:
    """Return what opens a window of somebody's own, on a narrow phone; a broken policy or an error fails the test."""
    expect.set_options(timeout=60_000)  # a busy machine is slow
    contexts: list[BrowserContext] = []
    troubles: list[str] = []
    host = urlsplit(address).netloc

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in expected_failures):
            troubles.append(message.text)

    def request(one: Request) -> None:
        if urlsplit(one.url).netloc not in {host, host.replace("127.0.0.1", "localhost"), "", ELSEWHERE}:
            troubles.append(f"another host: {one.url}")

    def come(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
        context.set_default_timeout(60_000)
        context.on("console", console)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        context.on("request", request)
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return what fails when the page breaks a rule of accessibility, and says which."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click may have led to a page that is still coming
        found = AXE.run(page)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check
