"""From the link that `./run` prints, on a fresh practice site, to the first question sent: at most nine clicks."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.actions.first_administrator import first_administrator_link
from dueregard.foundation.mail.models import OutgoingMessage
from tests.journeys.test_first_sign_in import PASSWORD, fresh_code
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 9


class Clicks:
    """Counts what a person presses."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, what: Locator) -> None:
        """Press something once."""
        self.number += 1
        what.click()


def test_a_first_question_is_sent_within_nine_clicks_and_read_before(
    page: Page, live_server: LiveServer, settings: Settings, shipped_pack: None
) -> None:
    call_command("register", "starter", verbosity=0)
    settings.PUBLIC_URL = live_server.url
    link = first_administrator_link(timezone.now())
    assert link
    page.goto(link)
    click = Clicks()
    page.get_by_label("Your name, as your group will see it").fill("Dana Example")
    page.get_by_label("Choose a name to sign in with").fill("dana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name of your group").fill("Northport group")
    page.get_by_label("Name that signs your letters").fill("Dana Example")
    click(page.get_by_role("button", name="Make my account"))
    click(page.get_by_role("link", name="Use an app"))
    page.get_by_label("Authenticator code").fill(fresh_code(page.locator("#secret").inner_text()))
    click(page.get_by_role("button", name="Add the app"))
    click(page.get_by_role("link", name="I have written them down"))
    click(page.get_by_role("link", name=re.compile("first (request|question)", re.IGNORECASE)).first)
    click(page.get_by_role("button", name=re.compile("^Ask this: Police")))
    click(page.get_by_role("button", name="Add these and check the letters"))
    expect(page.get_by_role("article", name=re.compile("Letter"))).to_contain_text("Freedom of Information")
    assert not OutgoingMessage.objects.exists()  # nothing is queued before it was read
    click(page.get_by_role("button", name=re.compile("^Send .*letters")))
    click(page.get_by_role("button", name="Send them now"))
    run_all_tasks()
    assert OutgoingMessage.objects.filter(state=OutgoingMessage.State.SENT).exists()
    assert click.number <= MOST_CLICKS
