"""A caseworker files one letter to the requests it answers, takes it out of one, and is reminded of a link’s end."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.store_email import store_email
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_waiting_case
from tests.mail.make import mail
from tests.people import make_cast
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWER = b"One answer to your three requests: we hold none of this information.\n"
NOTICE = (
    b"You have received a secure email. Sign in at https://secure.maker.example/m?id=1234 within 28 days to read it.\n"
)


def test_one_letter_is_filed_to_several_cases_and_a_link_is_not_forgotten(
    page: Page, live_server: LiveServer, sign_in: Callable[[Page, Person], None], axe: Callable[[Page], None]
) -> None:
    cast = make_cast()
    body = make_body("Northport Council")
    titles = ("Risk assessments", "Staff training", "Referrals")
    cases = [make_waiting_case(make_campaign(cast.northport, title=title), body) for title in titles]
    addresses = [f"foi-{case.token}@dueregard.invalid" for case in cases]
    for raw in (mail(ANSWER, To=", ".join(addresses)), mail(NOTICE, To=addresses[0], Message_ID="<2@maker.example>")):
        store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
    run_all_tasks()
    sign_in(page, cast.asha)

    page.goto(f"{live_server.url}/desk/holding-pen/")
    page.get_by_role("link", name="File the next e-mail").click()
    several = page.locator("#several")
    for title in titles:
        several.get_by_label(f"Northport Council: {title}").check()
    axe(page)
    several.get_by_role("button", name="File it in the ticked cases").click()
    expect(page.get_by_text("Filed with Northport Council")).to_be_visible()

    page.goto(f"{live_server.url}{cases[1].get_absolute_url()}")
    page.locator("#timeline-unsorted h3 a").click()
    expect(page.get_by_text("The same e-mail is also in:")).to_be_visible()
    page.get_by_text("It does not belong to this case").click()
    axe(page)
    page.get_by_role("button", name="Remove it from this case").click()
    expect(page.get_by_text("It is still in the other cases.")).to_be_visible()

    page.goto(f"{live_server.url}/desk/")
    expect(page.get_by_role("link", name="Download the answer of Northport Council")).to_be_visible()
    expect(page.get_by_text("28 days left")).to_be_visible()
    axe(page)
    page.goto(f"{live_server.url}{cases[0].get_absolute_url()}")
    axe(page)
    page.get_by_role("link", name="See the message with the link").click()
    axe(page)
    page.get_by_role("link", name="File it in other cases as well").click()
    axe(page)
    page.go_back()
    page.get_by_role("button", name="Mark it as downloaded").click()
    expect(page.get_by_role("button", name="Mark it as not downloaded")).to_be_visible()
    page.goto(f"{live_server.url}/desk/")
    expect(page.get_by_role("link", name="Download the answer of Northport Council")).to_have_count(0)
