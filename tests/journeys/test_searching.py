"""In a browser without scripts, with the keyboard alone: find words in a released page, narrow, keep, follow."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from tests.builders import make_body
from tests.builders_evidence import make_document, make_page, make_public_copy
from tests.people import Cast, make_cast
from tests.searching import index_now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_index"),
]

SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def plan(people: Cast) -> Document:
    """A document of two pages, of which a copy is public, and a second that is not."""
    body = make_body()
    original = make_document(people.northport, title="Prevent risk assessment 2025", body=body)
    make_page(original, "The risk assessment names no owner. It was to be reviewed by the board in March 2025.")
    make_page(original, "Staff made three referrals to the local panel between March and June. None was taken up.")
    make_public_copy(original)
    hidden = make_document(people.northport, title="Minutes of the board", body=body)
    make_page(hidden, "The board heard of two more referrals and asked for names.")
    index_now()
    return original


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    yield context
    context.close()


def test_somebody_finds_words_with_the_keyboard_and_without_scripts(
    page: Page, live_server: LiveServer, people: Cast, plan: Document, sign_in: SignIn
) -> None:
    page.goto(f"{live_server.url}/about/")
    page.get_by_role("button", name="Menu").focus()  # a phone has the search in the menu
    page.keyboard.press("Enter")
    page.get_by_role("searchbox", name="Search the site").focus()
    page.keyboard.type("referral")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 result")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["referrals"])
    page.get_by_role("link", name="Prevent risk assessment 2025").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/pages/2/\?q=referral"))
    expect(page.get_by_text("three referrals").first).to_be_visible()

    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/search/?q=referral")
    expect(page.get_by_text("2 results")).to_be_visible()
    page.get_by_label("Save this search as").fill("Referrals in Northport")
    page.get_by_role("button", name="Save search").press("Enter")
    page.get_by_role("button", name="Make an address for Referrals in Northport").press("Enter")
    expect(page.get_by_text("/search/kept.xml?key=")).to_be_visible()


@pytest.fixture
def scripted(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs scripts: the checker of accessibility is one."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_search_is_readable_by_everybody(
    scripted: Page, live_server: LiveServer, plan: Document, axe: Axe, width: int
) -> None:
    scripted.set_viewport_size({"width": width, "height": 900})
    for asked in ("", "?q=referral+OR+risk", "?q=nowhere"):
        scripted.goto(f"{live_server.url}/search/{asked}")
        axe(scripted)
        assert scripted.evaluate("document.documentElement.scrollWidth") <= width
