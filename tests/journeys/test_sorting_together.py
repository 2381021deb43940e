"""In a browser, with scripts and without: replies that seem only to acknowledge are ticked, sorted, and undone."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Correspondence
from tests import sessions
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_reply, make_waiting_case
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = (
    "Dear Asha Example\n\nThank you for getting in touch. Your letter has reached our small office, and a colleague "
    "will look into it for you.\n\nKind regards\n\nJo Officer\n\nOn 22 Oct 2026, at 09:03, Asha Example wrote:\n"
    "> Please send the current Prevent risk assessment.\n"
)


@pytest.fixture
def people(transactional_db: None, shipped_pack: None) -> Cast:
    """The cast, and three replies that nobody has sorted."""
    cast = make_cast()
    campaign = make_campaign(cast.northport)
    for number, name in enumerate(("Northport College", "Southmoor Academy Trust", "Eastmere Council")):
        case = make_waiting_case(campaign, make_body(name))
        make_letter(case)
        at = timezone.now() - timedelta(days=9 - number)
        make_reply(case, text=LETTER, at=at, kind="reply", is_sorted=False)
    return cast


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer, people: Cast) -> Iterator[Page]:
    """A page of a browser without scripts, in which Ben is signed in."""
    context = browser.new_context(java_script_enabled=False)
    value = sessions.sign_in(people.ben).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_two_of_three_are_sorted_and_undone(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
) -> None:
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/requests/?view=ours")
    page.get_by_role("link", name="Sort several replies").click()
    axe(page)
    page.get_by_label("It only acknowledges: Northport College").check()
    page.get_by_label("It only acknowledges: Eastmere Council").check()
    page.get_by_role("button", name="Sort ticked replies").click()
    expect(page.get_by_text("2 replies are sorted.")).to_be_visible()
    axe(page)
    left = Correspondence.objects.get(is_sorted=False)
    assert left.case.body.name == "Southmoor Academy Trust"
    page.get_by_role("button", name="Undo sorting").click()
    expect(page.get_by_text("2 replies are unsorted again.")).to_be_visible()
    assert Correspondence.objects.filter(is_sorted=False).count() == 3


def test_it_needs_no_script(plain_page: Page, live_server: LiveServer) -> None:
    plain_page.goto(f"{live_server.url}/desk/replies/acknowledgements/")
    plain_page.get_by_role("button", name="Sort ticked replies").click()
    expect(plain_page.get_by_text("Tick at least one reply.")).to_be_visible()
    plain_page.get_by_label("It only acknowledges: Southmoor Academy Trust").check()
    plain_page.get_by_role("button", name="Sort ticked replies").click()
    expect(plain_page.get_by_text("1 reply is sorted.")).to_be_visible()
    plain_page.get_by_role("button", name="Undo sorting").click()
    expect(plain_page.get_by_text("1 reply is unsorted again.")).to_be_visible()
