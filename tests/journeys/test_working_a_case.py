"""In a browser, and without scripts: the pen cleared with one key, a refusal taken to review."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Case, HeldEmail
from dueregard.rules.casework.events import EventKind, Phase
from dueregard.rules.law.deadlines import DueDate, Event, Facts, due
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation
from tests import sessions
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_held, make_letter, make_reply
from tests.people import Cast, make_cast
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]


@pytest.fixture
def people(transactional_db: None, shipped_pack: None) -> Cast:
    """The cast and the pack, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def case(people: Cast) -> Case:
    """A case of Northport that was sent ten days ago."""
    case = make_case(make_campaign(people.northport), make_body())
    sent_at = timezone.now() - timedelta(days=10)
    letter = make_letter(case, at=sent_at)
    make_event(case, EventKind.REQUEST_RECEIVED, timezone.localdate(sent_at), now=timezone.now(), correspondence=letter)
    return case


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer, people: Cast) -> Iterator[Page]:
    """A page of a browser without scripts, in which Asha is signed in."""
    context = browser.new_context(java_script_enabled=False)
    value = sessions.sign_in(people.asha).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def hold_two(case: Case) -> list[HeldEmail]:
    """Put two e-mails into the pen whose best guess is the case."""
    guess = {"case_id": str(case.pk), "score": 60, "reasons": ["It comes from their domain."]}
    start = timezone.now() - timedelta(hours=2)
    return [
        make_held(case.group, at=start + timedelta(minutes=number), subject=f"Letter {number}", guesses=[guess])
        for number in (1, 2)
    ]


def test_one_key_files_an_email_and_shows_the_next(
    page: Page, live_server: LiveServer, people: Cast, case: Case, sign_in: SignIn, axe: Axe
) -> None:
    hold_two(case)
    sign_in(page, people.ben)
    page.goto(f"{live_server.url}/desk/holding-pen/")
    axe(page)
    page.get_by_role("link", name="File the next e-mail").click()
    expect(page.get_by_text("Letter 1")).to_be_visible()
    axe(page)

    page.get_by_label("Body, campaign or their reference").press("1")  # somebody types: nothing is filed
    expect(page.get_by_text("Letter 1")).to_be_visible()
    page.get_by_label("Body, campaign or their reference").blur()
    page.keyboard.press("1")
    expect(page.get_by_text("Filed with University of Northport.")).to_be_visible()
    expect(page.get_by_text("Letter 2")).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_text("The holding pen is empty")).to_be_visible()
    axe(page)
    assert case.correspondence.filter(is_sorted=False).count() == 2


def test_without_scripts_a_button_does_what_the_key_does(plain_page: Page, live_server: LiveServer, case: Case) -> None:
    first, second = hold_two(case)
    plain_page.goto(f"{live_server.url}/desk/holding-pen/{first.pk}/")
    plain_page.get_by_role("button", name="1 University of Northport: Risk assessments").click()
    expect(plain_page.get_by_text("Letter 2")).to_be_visible()
    plain_page.get_by_label("Why it does not belong to a case").fill("advertising")
    plain_page.get_by_role("button", name="Set this e-mail aside").click()
    expect(plain_page.get_by_text("The holding pen is empty")).to_be_visible()
    second.refresh_from_db()
    assert second.cleared_because == "advertising"


def test_a_refusal_is_taken_to_review_with_a_chosen_ground_and_the_review_has_its_date(
    page: Page, live_server: LiveServer, people: Cast, case: Case, sign_in: SignIn, axe: Axe
) -> None:
    make_reply(
        case,
        at=timezone.now(),
        text="We hold this. It is exempt under section 24(1) of the Act.",
        is_sorted=False,
        suggestions=[{"kind": "refused", "passage": "It is exempt", "reason": "It says so.", "sections": ["24(1)"]}],
    )
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}{case.get_absolute_url()}")
    axe(page)
    page.get_by_role("button", name="Sort this reply").click()
    page.get_by_role("link", name="Ask for an internal review").click()
    axe(page)
    page.get_by_label("National security").check()
    page.get_by_role("button", name="Add to the letter").click()
    expect(page.get_by_label("Letter")).to_have_value(re.compile("national security", re.IGNORECASE))
    page.get_by_role("button", name="Send this letter").click()
    axe(page)
    page.get_by_role("button", name="Send it now").click()
    run_all_tasks()
    page.goto(f"{live_server.url}{case.get_absolute_url()}")
    axe(page)

    facts = Facts(timezone.localdate(), Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
    found = due(Event.REVIEW_RESPONSE, facts, shipped_holidays())
    assert isinstance(found, DueDate)
    expect(page.locator(".due .date")).to_have_text(f"{found.on:%A} {found.on.day} {found.on:%B %Y}")
    expect(page.get_by_role("heading", name="We sent the request for an internal review")).to_be_visible()
    case.refresh_from_db()
    assert case.phase == Phase.REVIEW


def test_the_whole_way_from_question_to_sent_needs_no_script(plain_page: Page, live_server: LiveServer) -> None:
    make_body("University of Aldport", region="North East")
    plain_page.goto(f"{live_server.url}/desk/")
    plain_page.get_by_role("link", name="Start your first request").click()
    plain_page.get_by_role("link", name=re.compile("Policy, risk assessment")).click()
    plain_page.get_by_role("button", name="Continue").click()
    plain_page.get_by_label("Kind").select_option("university")
    plain_page.get_by_role("button", name="Show these bodies").click()
    plain_page.get_by_role("button", name="Add these bodies").click()
    plain_page.get_by_role("link", name="Check the letters").click()
    plain_page.get_by_role("button", name="Send 1 letter").click()
    expect(plain_page.get_by_role("heading", name="Waiting to be sent")).to_be_visible()
    plain_page.get_by_role("button", name="Undo 1 letter").click()
    expect(plain_page.get_by_text("Undone: 1 letter.")).to_be_visible()
    plain_page.get_by_role("button", name="Send 1 letter").click()
    plain_page.get_by_role("button", name="Send them now").click()
    run_all_tasks()
    plain_page.get_by_role("link", name="Refresh").click()
    expect(plain_page.get_by_text("No more letters to send")).to_be_visible()
    assert Case.objects.get().phase == Phase.WAITING
