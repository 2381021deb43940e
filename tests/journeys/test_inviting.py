"""A caseworker invites a volunteer by a one-time link; an administrator helps somebody who lost their keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dueregard.records.groups.models import Membership, Role
from tests.people import Cast

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery staple"
Check = Callable[[Page], None]


def test_a_caseworker_gives_out_a_link_and_the_newcomer_uses_it(
    page: Page, live_server: LiveServer, settings: Settings, cast: Cast, sign_in: Callable[..., None], axe: Check
) -> None:
    settings.PUBLIC_URL = live_server.url
    sign_in(page, cast.asha)
    page.goto(live_server.url + "/desk/groups/")
    axe(page)
    page.get_by_role("link", name="Northport group").click()
    axe(page)
    page.get_by_role("link", name="Invite someone").click()
    axe(page)
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("We show it only once.")).to_be_visible()
    axe(page)
    link = page.locator("#one-time-link").inner_text()
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("heading", name="Links not used yet")).to_be_visible()
    axe(page)

    page.context.clear_cookies()
    page.goto(link)
    expect(page.get_by_role("heading", name="Join Northport group")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("Your name, as your group will see it").fill("Ewa")
    page.get_by_label("Choose a name to sign in with").fill("ASHA")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("alert")).to_contain_text("This sign-in name is taken")
    axe(page)
    page.get_by_label("Choose a name to sign in with").fill("ewa")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", name="Choose a second key")).to_be_visible()
    assert Membership.objects.get(person__username="ewa").role == Role.VOLUNTEER

    page.goto(link)
    expect(page.get_by_role("heading", name="This link has been used")).to_be_visible()


def test_a_caseworker_changes_a_role_and_the_signature(
    page: Page, live_server: LiveServer, cast: Cast, sign_in: Callable[..., None], axe: Check
) -> None:
    sign_in(page, cast.asha)
    page.goto(live_server.url + "/desk/groups/northport/")
    page.get_by_role("link", name="remove Ben").click()
    axe(page)
    page.get_by_role("radio", name=re.compile("^caseworker")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ben is now caseworker.")).to_be_visible()
    page.get_by_role("link", name="Change name, signature or address").click()
    axe(page)
    page.get_by_label("Name that signs your letters").fill("Ben Example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ben Example")).to_be_visible()


def test_an_administrator_sees_everybody_and_every_act_and_makes_a_way_back(
    page: Page, live_server: LiveServer, settings: Settings, cast: Cast, sign_in: Callable[..., None], axe: Check
) -> None:
    settings.PUBLIC_URL = live_server.url
    sign_in(page, cast.dana)
    page.goto(live_server.url + "/desk/people/")
    axe(page)
    page.get_by_text("Change Ben", exact=True).click()
    axe(page)
    page.get_by_role("row", name="Ben").get_by_role("button", name="Make a link back in").click()
    axe(page)
    link = page.locator("#one-time-link").inner_text()
    page.goto(live_server.url + "/desk/acts/")
    axe(page)
    expect(page.get_by_role("cell", name="invite", exact=True)).to_be_visible()
    page.goto(live_server.url + "/desk/groups/new/")
    axe(page)

    page.context.clear_cookies()
    page.goto(link)
    expect(page.get_by_text("Your sign-in name is ben")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("path", ["/desk/groups/", "/desk/groups/northport/", "/desk/people/", "/desk/account/"])
def test_the_pages_of_people_and_groups_fit_a_phone_and_need_no_script(
    path: str, browser: Browser, live_server: LiveServer, cast: Cast, sign_in: Callable[..., None]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    sign_in(page, cast.dana)
    answer = page.goto(live_server.url + path)
    assert answer
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
