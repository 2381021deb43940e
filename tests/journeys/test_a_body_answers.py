"""A body answers a claim about it through its link, in a browser, which says less of itself than a test client does."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.findings.actions.ask_for_reply import ask_for_reply
from dueregard.records.findings.models import Statement
from tests.builders import make_body, make_contact
from tests.people import make_cast
from tests.records.findings.claims import ask, claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_body_reads_its_answer_back_sends_it_and_a_caseworker_shows_it(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    sign_in: Callable[[Page, Person], None],
) -> None:
    cast, body = make_cast(), make_body()
    for what in ("policy", "plan"):
        claim(ask(cast, f"Is there a {what}?"), body, "no", cast.asha, cast.ben)
    made = ask_for_reply(body=body, group=cast.northport, contact=make_contact(body), by=cast.asha, now=timezone.now())
    page.goto(f"{live_server.url}/{made.address.split('/', 3)[3]}")
    axe(page)
    page.get_by_role("link", name=re.compile("Answer this.*Is there a policy")).click()
    page.get_by_label("This is wrong").check()
    page.get_by_label("In its own words").fill("Our policy is on our website.")
    page.get_by_role("button", name="Read it back").click()
    expect(page.get_by_role("heading", name="Check your answer")).to_be_visible()
    page.get_by_role("button", name="Send this answer").click()
    expect(page.get_by_text("Answered. It cannot be changed.")).to_be_visible()
    page.get_by_role("button", name="I have finished").click()
    page.get_by_role("button", name="Yes, I have finished").click()
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert Statement.objects.get().says == "Our policy is on our website."

    sign_in(page, cast.asha)
    page.goto(f"{live_server.url}/desk/right-of-reply/statements/{Statement.objects.get().pk}/")
    page.get_by_role("button", name="Show it beside the claim").click()
    page.goto(f"{live_server.url}{body.get_absolute_url()}")
    expect(page.get_by_text("Our policy is on our website.")).to_be_visible()
