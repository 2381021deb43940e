"""An organisation signs the pledge, the desk lists it, and everyone reads it, on a phone as on a desk."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.pledge.models import Signatory
from tests.people import Cast, make_cast

pytestmark = pytest.mark.browser
WIDTHS = (390, 1280)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast and the principles, in a database that the server's threads see."""
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())
    return make_cast()


def _fits(page: Page, name: str, axe: Callable[[Page], None]) -> None:
    """Look at the page in both widths: nothing runs out of it sideways, and axe finds no barrier."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide in a window of {width}"
    axe(page)


def test_an_organisation_signs_and_everyone_reads_it(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
) -> None:
    page.goto(f"{live_server.url}/pledge/")
    _fits(page, "index-empty", axe)
    page.get_by_role("link", name="Sign as an organisation").click()
    page.get_by_role("button", name="Ask to sign").click()
    expect(page.get_by_text("Choose at least one principle").first).to_be_visible()
    _fits(page, "ask-wrong", axe)
    page.get_by_label("What is your organisation called?").fill("The Northport and District Staff Branch of Workers")
    page.get_by_label("What sort of organisation is it?").select_option("union_branch")
    for box in page.get_by_role("group", name="Which principles did you adopt?").get_by_role("checkbox").all()[1:]:
        box.check()
    page.get_by_label("If you left any out: why?").fill("We have not discussed the first one yet.")
    page.get_by_label("Who decided?").select_option("general_meeting")
    page.get_by_label("When?").fill("2026-06-10")
    page.get_by_label("An e-mail address for notices").fill("secretary@branch.example")
    page.get_by_label("I may sign for this organisation").check()
    page.get_by_role("button", name="Ask to sign").click()
    expect(page.get_by_text("Keep the address of this page to yourself")).to_be_visible()
    _fits(page, "own-asked", axe)
    own = page.url
    one = Signatory.objects.get()
    Signatory.objects.update(domain="branch.example")
    page.goto(own)
    for summary in page.locator("main summary").all():
        summary.click()
    _fits(page, "own-ways", axe)

    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/signatories/")
    _fits(page, "desk", axe)
    page.get_by_role("link", name=one.name).click()
    _fits(page, "desk-signatory", axe)
    page.get_by_role("link", name="Record the signed minute").click()
    page.get_by_label("Where is the signed minute?").fill(
        "https://branch.example/minutes/a-rather-long-name-of-a-page/5"
    )
    page.get_by_label("I have read it").check()
    _fits(page, "desk-minute", axe)
    page.get_by_role("button", name="Record").click()
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_text("is on the list now")).to_be_visible()
    _fits(page, "desk-listed", axe)

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/pledge/")
    _fits(page, "index", axe)
    page.get_by_role("link", name=one.name).click()
    _fits(page, "signatory", axe)
    page.get_by_role("link", name="Badge, text and certificate").click()
    _fits(page, "show", axe)
    page.goto(f"{live_server.url}{one.public_path()}doubt/")
    _fits(page, "doubt", axe)
    page.goto(f"{live_server.url}/pledge/map/")
    _fits(page, "map", axe)
    page.goto(own)
    _fits(page, "own-listed", axe)
    page.get_by_role("link", name="Withdraw").click()
    _fits(page, "withdraw", axe)
    page.get_by_role("button", name="Withdraw").click()
    page.goto(f"{live_server.url}{one.public_path()}")
    expect(page.get_by_text("no longer on the list").first).to_be_visible()
    _fits(page, "withdrawn", axe)
