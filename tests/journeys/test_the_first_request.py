"""A caseworker asks every university of a region, answers as three of them, and sees three right next dates."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Case
from dueregard.rules.law.deadlines import DueDate, Event, Facts, due
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation
from tests.people import make_cast
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REGION = "Yorkshire and the Humber"
ACKNOWLEDGES, REFUSES, ASKS_BACK = "Leeds Beckett University", "University of Hull", "University of York"


@pytest.fixture
def asha(db: None, shipped_pack: None) -> Person:
    """A caseworker of Northport, with the starter register and the shipped pack installed."""
    call_command("register", "starter", verbosity=0)
    return make_cast().asha


def last_day(event: Event) -> date:
    """Return the last lawful day of an event whose clock starts today, by the law engine."""
    facts = Facts(timezone.localdate(), Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
    found = due(event, facts, shipped_holidays())
    assert isinstance(found, DueDate)
    return found.on


def in_words(day: date) -> str:
    """Return a date as pages write it."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def test_from_the_desk_to_three_answers_with_their_dates(
    page: Page,
    live_server: LiveServer,
    asha: Person,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
) -> None:
    sign_in(page, asha)
    page.goto(f"{live_server.url}/desk/")
    axe(page)
    write_the_letter(page, axe)
    choose_the_universities(page, axe)
    preview_and_send(page, axe)
    answer_as(page, live_server, ACKNOWLEDGES, "Acknowledgement with a reference")
    answer_as(page, live_server, REFUSES, "Refusal: national security")
    answer_as(page, live_server, ASKS_BACK, "They ask you to clarify")
    run_all_tasks()

    open_case(page, live_server, ACKNOWLEDGES)
    axe(page)
    expect(page.get_by_text("They acknowledged it")).to_be_visible()
    expect(page.locator(".due .date")).to_have_text(in_words(last_day(Event.RESPONSE)))
    expect_reasons(page, "20 working days", "section 10(1)")

    open_case(page, live_server, REFUSES)
    sort_the_reply(page, axe, "They refused")
    expect(page.get_by_role("heading", name=re.compile("They refused under .*24"))).to_be_visible()
    expect(page.locator(".due .date")).to_have_text(in_words(last_day(Event.REVIEW_REQUEST)))
    expect_reasons(page, "40 working days", "section 45")
    expect(page.get_by_role("link", name="Ask for an internal review")).to_be_visible()

    open_case(page, live_server, ASKS_BACK)
    sort_the_reply(page, axe, "They asked us to clarify")
    expect(page.get_by_text("The clock stops until they receive our clarification")).to_be_visible()
    clarify(page, axe)
    run_all_tasks()
    open_case(page, live_server, ASKS_BACK)
    expect(page.locator(".due .date")).to_have_text(in_words(last_day(Event.RESPONSE)))
    expect_reasons(page, "20 working days", "section 10(1)")


def write_the_letter(page: Page, axe: Callable[[Page], None]) -> None:
    """Begin from the pack's first question."""
    page.get_by_role("link", name="Start your first request").click()
    axe(page)
    page.get_by_role("link", name=re.compile("Policy, risk assessment")).click()
    axe(page)
    page.get_by_role("button", name="Continue").click()


def choose_the_universities(page: Page, axe: Callable[[Page], None]) -> None:
    """Choose every university of the region."""
    page.get_by_label("Kind").select_option("university")
    page.get_by_label("Region of England").select_option(REGION)
    page.get_by_role("button", name="Show these bodies").click()
    expect(page.get_by_label(ACKNOWLEDGES)).to_be_checked()
    axe(page)
    page.get_by_role("button", name="Add these bodies").click()
    expect(page.get_by_text(" added.")).to_be_visible()
    page.get_by_role("link", name="Check the letters").click()


def preview_and_send(page: Page, axe: Callable[[Page], None]) -> None:
    """Read one body's own letter, send all, and let them leave at once."""
    page.get_by_label("Show the letter to").select_option(label=REFUSES)
    page.get_by_role("button", name="Show this letter").click()
    expect(page.get_by_role("article", name=re.compile("Letter"))).to_contain_text("University of Hull")
    axe(page)
    page.get_by_role("button", name=re.compile("Send .* letters")).click()
    axe(page)
    page.get_by_role("button", name="Send them now").click()
    run_all_tasks()
    page.reload()
    expect(page.get_by_text("No more letters to send")).to_be_visible()


def answer_as(page: Page, live_server: LiveServer, body: str, reply: str) -> None:
    """Answer from the mailroom as one of the bodies."""
    page.goto(f"{live_server.url}/desk/mailroom/")
    page.get_by_role("link", name=re.compile(f"^{body}:")).click()
    page.get_by_role("button", name=f"Send this reply: {reply}").click()
    expect(page.get_by_role("heading", name="Replies so far")).to_be_visible()
    run_all_tasks()


def open_case(page: Page, live_server: LiveServer, body: str) -> None:
    """Open a body's case."""
    page.goto(f"{live_server.url}{Case.objects.get(body__name=body).get_absolute_url()}")


def sort_the_reply(page: Page, axe: Callable[[Page], None], means: str) -> None:
    """Say on the page of the case what the reply means; the wording has ticked it already."""
    axe(page)
    expect(page.get_by_role("checkbox", name=re.compile(f"^{means}\\b"))).to_be_checked()
    page.get_by_role("button", name="Sort this reply").click()


def clarify(page: Page, axe: Callable[[Page], None]) -> None:
    """Answer the body's question and let the letter leave at once."""
    page.get_by_role("link", name="Answer their question").first.click()
    axe(page)
    page.get_by_label("Letter").fill("We mean the documents in force on 1 November 2026.\n\nAsha Example")
    page.get_by_role("button", name="Send this letter").click()
    page.get_by_role("button", name="Send it now").click()


def expect_reasons(page: Page, *words: str) -> None:
    """The page says why this date, one tap away."""
    page.get_by_text("Why this date").first.click()
    for each in words:
        expect(page.locator("details.why").first).to_contain_text(each)
