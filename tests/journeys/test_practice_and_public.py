"""In a browser: answer as the body, take dates along, bring in an e-mail, and read as a visitor what was published."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.actions.publish_case import publish_case
from dueregard.parts.foi.models import Correspondence
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_attachment, make_campaign, make_event, make_letter, make_reply, make_waiting_case
from tests.people import Cast, make_cast
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def letter(people: Cast) -> Correspondence:
    """A request that practice mode brought to the mailroom an hour ago."""
    case = make_waiting_case(make_campaign(people.northport), make_body())
    sent_at = timezone.now() - timedelta(hours=1)
    letter = make_letter(case, at=sent_at)
    make_event(case, EventKind.REQUEST_RECEIVED, timezone.localdate(sent_at), now=timezone.now(), correspondence=letter)
    return letter


def test_a_person_answers_as_the_body_and_sees_what_became_of_it(
    page: Page, live_server: LiveServer, people: Cast, letter: Correspondence, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/mailroom/")
    axe(page)
    page.get_by_role("link", name="University of Northport").click()
    axe(page)
    page.get_by_role("button", name="Send this reply: Refusal: national security").click()
    expect(page.get_by_text("Your reply is on its way.")).to_be_visible()
    expect(page.get_by_text("waiting to be read")).to_be_visible()
    run_all_tasks()
    # The page renews itself; nobody reloads it.
    expect(page.get_by_text("Someone needs to sort this reply.")).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_calendar_address_is_shown_once(
    page: Page, live_server: LiveServer, people: Cast, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/feeds/")
    axe(page)
    page.get_by_role("button", name="Create a calendar address").click()
    expect(page.get_by_role("heading", name="Your calendar address")).to_be_visible()
    axe(page)
    page.goto(f"{live_server.url}/desk/feeds/")
    expect(page.get_by_role("heading", name="Your calendar address")).to_have_count(0)


def test_an_email_from_before_is_brought_in(
    page: Page, live_server: LiveServer, people: Cast, letter: Correspondence, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/import/")
    axe(page)
    raw = f"From: foi@uni.example\nTo: foi-{letter.case.token}@dueregard.invalid\nSubject: Answer\n\nWe hold it.\n"
    page.get_by_label("Files").set_input_files(
        [{"name": "answer.eml", "mimeType": "message/rfc822", "buffer": raw.encode()}]
    )
    page.get_by_role("button", name="Import these e-mails").click()
    expect(page.get_by_text("1 new e-mail.")).to_be_visible()
    axe(page)
    run_all_tasks()
    expect(page.locator("#import").get_by_role("link", name="Answer")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_visitor_reads_what_a_group_published(
    page: Page, live_server: LiveServer, people: Cast, letter: Correspondence, axe: Axe, width: int
) -> None:
    now = timezone.now()
    reply = make_reply(letter.case, text="We refuse.\n\nKind regards\nJane Smith", at=now, kind="reply")
    make_attachment(reply)
    make_event(letter.case, EventKind.REFUSED, timezone.localdate(now), now=now, correspondence=reply)
    publish_case(case=letter.case, by=people.asha, now=now)

    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/requests/")
    axe(page)
    page.get_by_role("link", name="University of Northport").click()
    expect(page.get_by_role("heading", name="They refused", level=2)).to_be_visible()
    expect(page.get_by_text("Jane Smith")).to_have_count(0)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
