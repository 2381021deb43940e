"""In a browser: a reader without scripts suggests, an editor takes it up, and everybody sees credit and difference."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.parts.guide.models import Revision
from dueregard.parts.guide.queries.printing import changes_address, printable_sections
from dueregard.parts.guide.queries.sections import edition_of
from tests.people import Cast, make_cast

WAIT = 60_000  # milliseconds: a busy machine is slow, and nobody minds
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
PHONE = {"width": 360, "height": 780}
OLD = "Keep letters, cards and messages. Take a photo of them."


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def site(people: Cast, live_server: LiveServer, settings: object, monkeypatch: pytest.MonkeyPatch) -> LiveServer:
    """A site with the shipped guide, an hour old; a browser that types faster than people is let through."""
    monkeypatch.setattr("dueregard.rules.guide.suggesting.QUICKEST", timedelta())
    settings.PUBLIC_URL = live_server.url  # type: ignore[attr-defined]
    an_hour_ago = timezone.now() - timedelta(hours=1)
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=an_hour_ago)  # type: ignore[attr-defined]
    take_up_sections(by=None, now=an_hour_ago)
    return live_server


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    """A telephone whose scripts are off."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    context.set_default_timeout(WAIT)
    yield context
    context.close()


def test_a_reader_suggests_an_editor_accepts_and_the_print_leads_to_it(
    site: LiveServer,
    without_scripts: BrowserContext,
    page: Page,
    people: Cast,
    sign_in: Callable[[Page, Person], None],
    axe: Axe,
) -> None:
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    printed = changes_address(edition_of(printable_sections()))
    reader = without_scripts.new_page()
    reader.goto(site.url)
    reader.get_by_text("Menu", exact=True).click()
    reader.get_by_role("link", name="Guide", exact=True).first.click()
    reader.get_by_role("link", name="If an official wants to talk to you about your views").click()
    expect(reader.get_by_text("Am I free to go?")).to_be_visible()
    reader.get_by_role("link", name="Suggest a better sentence").click()
    reader.get_by_role("link", name=OLD).click()
    reader.get_by_label("How should it read?").fill(OLD.replace("cards and messages", "cards, messages and e-mails"))
    reader.get_by_label("Why?").fill("People forget e-mails.")
    reader.get_by_label("Who should we thank?").fill("A parent in Northport")
    reader.get_by_label("One word from the passage").fill("letters")
    reader.get_by_role("button", name="Send the suggestion").click()
    expect(reader.get_by_text("Thank you. We have your suggestion.")).to_be_visible()

    sign_in(page, people.asha)
    page.goto(f"{site.url}/desk/guide/")
    axe(page)
    page.get_by_role("link", name="If an official wants to talk to you about your views").first.click()
    axe(page)
    page.get_by_label("Your answer to the reader").fill("Thank you, of course.")
    page.get_by_role("button", name="Accept the suggestion", exact=True).click()
    expect(page.get_by_text("Accepted.")).to_be_visible()

    reader.reload()
    expect(reader.get_by_text("Thank you, of course.")).to_be_visible()
    reader.goto(f"{site.url}/guide/suggestions/")
    expect(reader.get_by_text("From A parent in Northport, with thanks.")).to_be_visible()
    reader.get_by_role("link", name="See the change").click()
    expect(reader.locator("ins").first).to_be_visible()
    reader.goto(printed)
    expect(reader.get_by_role("heading", name="If an official wants to talk to you about your views")).to_be_visible()
    expect(reader.locator("ins").first).to_be_visible()
    assert Revision.objects.get(section__slug="approached", is_current=True).number == 2


def test_the_guides_pages_hold_to_the_rules_and_fit_a_small_screen(site: LiveServer, page: Page, axe: Axe) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    section = Revision.objects.select_related("section").get(section__slug="referred")
    for path in (
        "/guide/",
        "/guide/referred/",
        "/guide/referred/versions/",
        "/guide/referred/changes/?old=1&new=1&whole=1",
        "/guide/changes/",
        "/guide/referred/suggest/",
        f"/guide/referred/suggest/{section.passages[0]}/",
        "/guide/suggestions/",
    ):
        page.goto(f"{site.url}{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
