"""In a browser: a caseworker sees a name that was not left out, leaves it out, publishes what they read, and undoes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Case
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_letter, make_reply
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def case(people: Cast) -> Case:
    """A case that was refused; the refusal names a person in the middle of a sentence."""
    case = make_case(make_campaign(people.northport), make_body())
    sent_at = timezone.now() - timedelta(days=10)
    letter = make_letter(case, at=sent_at)
    make_event(case, EventKind.REQUEST_RECEIVED, timezone.localdate(sent_at), now=timezone.now(), correspondence=letter)
    text = "We refuse. Please contact Robin Planted about it.\n\nKind regards\nJane Smith"
    reply = make_reply(case, text=text, at=sent_at + timedelta(days=5), kind="reply")
    make_event(case, EventKind.REFUSED, timezone.localdate(reply.at), now=timezone.now(), correspondence=reply)
    return case


def test_an_unmasked_name_is_left_out_the_case_published_and_undone(
    page: Page, browser: Browser, live_server: LiveServer, people: Cast, case: Case, sign_in: SignIn, axe: Axe,
    tmp_path: Path,
) -> None:  # fmt: skip
    visitor = browser.new_context().new_page()
    address = f"{live_server.url}{case.public_url()}"
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}{case.get_absolute_url()}")
    page.get_by_text("More about this case").click()
    page.get_by_role("link", name="Publish this case").click()
    axe(page)
    preview = page.get_by_role("region", name="As a visitor will read it")
    expect(page.get_by_text("1 signature", exact=True)).to_be_visible()
    expect(preview).not_to_contain_text("Jane Smith")
    expect(preview).to_contain_text("Please contact Robin Planted")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=tmp_path / f"check-{width}.png", full_page=True)

    page.get_by_role("checkbox", name="Leave out Robin Planted").check()
    page.get_by_role("button", name="Save, and show the page again").click()
    expect(preview).to_contain_text("Please contact [name left out]")
    page.get_by_role("button", name="Publish this case").click()
    expect(page.get_by_text("Tick that you have read the page.").first).to_be_visible()
    axe(page)
    assert visitor.goto(address).status == 404  # type: ignore[union-attr]
    page.get_by_role("checkbox", name="I have read the page above").check()
    page.get_by_role("button", name="Publish this case").click()
    expect(page.get_by_role("heading", name="This case is public")).to_be_visible()
    axe(page)
    page.screenshot(path=tmp_path / "published.png", full_page=True)
    visitor.goto(address)
    axe(visitor)
    expect(visitor.locator("main")).to_contain_text("Please contact [name left out]")
    expect(visitor.locator("main")).not_to_contain_text("Robin")

    page.get_by_role("link", name="Back to the case").click()
    axe(page)
    page.get_by_role("button", name="Undo publishing").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert visitor.goto(address).status == 404  # type: ignore[union-attr]
    visitor.context.close()


def test_a_case_is_withdrawn_with_a_reason(
    page: Page, live_server: LiveServer, people: Cast, case: Case, sign_in: SignIn, axe: Axe
) -> None:
    at = timezone.now() - timedelta(hours=1)
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=at, published_by=people.asha)
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}{case.get_absolute_url()}")
    page.get_by_text("More about this case").click()
    page.get_by_role("link", name="Withdraw this case from the public").click()
    axe(page)
    page.get_by_label("Why you are withdrawing it").fill("A pupil is named in it.")
    page.get_by_label("Reason for the public log").select_option(index=1)
    page.get_by_role("button", name="Withdraw this case").click()
    expect(page.get_by_text("Withdrawn. This case is private again.")).to_be_visible()
    expect(page.get_by_text("A pupil is named in it.")).to_be_visible()
