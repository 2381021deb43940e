"""In a browser words are selected on a document's page with the mouse or by keyboard, and blacked out from there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.models import Mark
from tests.builders import make_body
from tests.builders_evidence import RISK, make_pdf_document
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def document(people: Cast) -> Document:
    """A page that only Northport sees."""
    return make_pdf_document(people.northport, RISK, title="Risk assessment", body=make_body())


def ticked(page: Page) -> list[str]:
    """Return the words that are ticked."""
    return page.locator(".word-tick:has(:checked)").all_inner_texts()


def test_a_selection_offers_to_black_its_words_out_and_more_are_ticked_together(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    document: Document,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
) -> None:
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}{document.get_absolute_url()}pages/1/")
    page.locator(".page-text").dblclick(position={"x": 8, "y": 12})
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("link", name="Link to these words")).to_be_visible()
    page.get_by_role("link", name="Black out these words").click()
    expect(page.get_by_role("heading", name="Tick the words to black out")).to_be_visible()
    words = page.locator(".word-tick")
    first = words.first.inner_text()
    assert ticked(page)[0] == first
    already = len(ticked(page))
    assert not Mark.objects.exists()

    one, other = words.nth(already).bounding_box(), words.nth(already + 2).bounding_box()
    assert one is not None
    assert other is not None
    page.mouse.move(one["x"] + 1, one["y"] + one["height"] / 2)
    page.mouse.down()
    page.mouse.move(other["x"] + other["width"] - 1, other["y"] + other["height"] / 2, steps=6)
    page.mouse.up()
    button = page.get_by_role("button", name="Tick the selected words")
    expect(button).to_be_visible()
    axe(page)
    button.click()
    assert len(ticked(page)) == already + 3
    page.get_by_label("Why?").select_option(index=1)
    page.get_by_role("button", name="Mark to black out").click()
    expect(page.locator(".word-tick.covered")).to_have_count(already + 3)
