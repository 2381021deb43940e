"""From the map to the picture of the page on which a claim rests, in at most four clicks, and back again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.records.areas.actions.load_areas import load_areas
from dueregard.records.areas.gateways.area_tables import read_tables
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.follow_documents import follow_document
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.rules.findings.answers import AnswerKind
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.builders_evidence import PLAN, RISK, make_passage, make_pdf_document, make_public_copy
from tests.people import Cast, make_cast

pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


def test_from_the_map_to_the_page_picture_in_four_clicks_and_back(
    page: Page, live_server: LiveServer, people: Cast, axe: Callable[[Page], None]
) -> None:
    now = timezone.now()
    load_areas(tables=read_tables(), by=None, now=now, today=date(2026, 11, 30))
    body = make_body("Leeds City Council", kind=BodyKind.LOCAL_AUTHORITY, area_code="E08000035")
    document = make_pdf_document(people.northport, RISK, PLAN, title="Action plan", body=body)
    question = ask_question(
        group=people.northport, text="Does the plan name an owner?", kind=AnswerKind.YES_NO, by=people.asha, now=now
    )
    show_findings(question=question, is_public=True, by=people.asha, now=now)
    for reader in (people.ben, people.asha):
        passage = make_passage(document.pages.get(number=2), "names no owner", by=reader)
        give_answer(question=question, body=body, value="no", passage=passage, by=reader, now=now)
    make_public_copy(document, RISK, PLAN, "For the public")
    follow_document(pk=document.copies.get().pk)

    page.goto(f"{live_server.url}/areas/?question={question.pk}")
    expect(page.get_by_text("1 answered")).to_be_visible()
    axe(page)
    page.locator('svg.hexes a[href="/areas/leeds/"]').click()
    axe(page)
    page.get_by_role("link", name="Leeds City Council").first.click()
    axe(page)
    page.get_by_role("link", name="Action plan", exact=False).first.click()
    expect(page.locator("mark.chosen")).to_have_text("names no owner")
    expect(page.locator("img").first).to_be_visible()
    for _ in range(3):
        page.go_back()
    expect(page.locator("p.lede", has_text="Does the plan name an owner?")).to_be_visible()
