"""The first administrator comes by the printed link, adds keys, and later signs in by a code and by a passkey."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.actions.first_administrator import first_administrator_link
from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Group
from tests.people import make_person
from tests.sessions import code_of

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery staple"


@pytest.fixture
def authenticator(page: Page) -> Iterator[None]:
    """A phone that keeps passkeys, as far as the browser can tell."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    yield
    devtools.detach()


def fresh_code(secret: str) -> str:
    """Return a code that stays right long enough to be typed."""
    left = 30 - time.time() % 30
    if left < 8:
        time.sleep(left + 0.2)
    return code_of(secret)


@pytest.fixture
def desk(live_server: LiveServer) -> re.Pattern[str]:
    return re.compile(re.escape(live_server.url) + r"/desk/")


def test_the_printed_link_leads_to_the_desk_and_codes_and_passkeys_lead_back(
    page: Page,
    live_server: LiveServer,
    settings: Settings,
    axe: Callable[[Page], None],
    authenticator: None,
    desk: re.Pattern[str],
) -> None:
    settings.PUBLIC_URL = live_server.url
    link = first_administrator_link(timezone.now())
    assert link

    # The link: a name, a password, the first group.
    page.goto(link)
    axe(page)
    page.get_by_label("Your name, as your group will see it").fill("Dana Example")
    page.get_by_label("Choose a name to sign in with").fill("dana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Name of your group").fill("Northport group")
    page.get_by_label("Name that signs your letters").fill("Dana Example")
    page.get_by_role("button", name="Make my account").click()

    # A second key: an app that shows codes.
    expect(page.get_by_role("heading", name="Choose a second key")).to_be_visible()
    axe(page)
    page.goto(live_server.url + "/desk/groups/")
    expect(page.get_by_role("heading", name="Choose a second key")).to_be_visible()
    page.get_by_role("link", name="Use an app").click()
    axe(page)
    secret = page.locator("#secret").inner_text()
    page.get_by_label("Authenticator code").fill(fresh_code(secret))
    page.get_by_role("button", name="Add the app").click()

    # Recovery codes, then the desk.
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    axe(page)
    expect(page.locator(".secret li")).to_have_count(10)
    page.get_by_role("link", name="I have written them down").click()
    expect(page).to_have_url(desk)
    assert Person.objects.get(username="dana").is_administrator
    assert Group.objects.get().signature == "Dana Example"

    # Out, and in again with password and code.
    page.goto(live_server.url + "/desk/account/")
    axe(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto(live_server.url + "/desk/account/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    axe(page)
    page.get_by_label("Username").fill("Dana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Use your second key")).to_be_visible()
    axe(page)
    page.locator("input[name=code]").fill(fresh_code(secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(live_server.url + "/desk/account/")

    # A passkey. The password is asked once more before keys change.
    page.get_by_role("link", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Make a passkey")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Make passkey").click()
    expect(page.get_by_text("Passkey added.")).to_be_visible()
    page.goto(live_server.url + "/account/2fa/webauthn/")
    axe(page)
    expect(page.get_by_role("cell", name="This device", exact=True)).to_be_visible()

    # Out, and in again with the passkey alone.
    page.get_by_role("button", name="Sign out").click()
    page.goto(live_server.url + "/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(desk)


def test_a_used_link_says_so_and_lets_nobody_in(
    page: Page, live_server: LiveServer, settings: Settings, axe: Callable[[Page], None]
) -> None:
    settings.PUBLIC_URL = live_server.url
    link = first_administrator_link(timezone.now())
    assert link
    again = first_administrator_link(timezone.now())
    assert again
    page.goto(link)
    expect(page.get_by_role("heading", name="This link has expired")).to_be_visible()
    axe(page)
    make_person("dana", is_administrator=True)
    assert first_administrator_link(timezone.now()) is None


def test_somebody_with_a_passkey_only_shows_it_after_their_password(
    page: Page, live_server: LiveServer, authenticator: None, axe: Callable[[Page], None]
) -> None:
    make_person("ben")
    page.goto(live_server.url + "/desk/account/")
    page.get_by_label("Username").fill("ben")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Choose a second key")).to_be_visible()
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Sign in with this passkey alone").uncheck()
    page.get_by_role("button", name="Make passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    page.goto(live_server.url + "/desk/account/")
    page.get_by_label("Username").fill("ben")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(live_server.url + "/desk/account/")
