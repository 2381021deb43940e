"""An administrator makes one entry out of two: finds the other by its code, is stopped once, chooses, merges."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body, Identifier
from tests.builders import make_body, make_contact
from tests.builders_foi import make_campaign, make_case, make_letter, make_waiting_case
from tests.journeys.test_the_look import wider_than_its_window
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
SignIn = Callable[[Page, Person], None]


@pytest.mark.parametrize("width", [390, 1280])
def test_two_entries_become_one(
    page: Page, live_server: LiveServer, axe: Axe, sign_in: SignIn, cast: Cast, tmp_path: Path, width: int
) -> None:
    kept = make_body("University of Northport", source="Office for Students register")
    other = make_body("Northport University", town="Northport", source="entered by a person")
    make_contact(other)
    for body, code in ((kept, "10000001"), (other, "10000002")):
        Identifier.objects.create(body=body, scheme="ukprn", value=code)
    case = make_waiting_case(make_campaign(cast.northport), other)
    make_letter(case)
    unsent = make_case(case.campaign, kept)

    def looked_at(name: str) -> None:
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        assert wider_than_its_window(page) == 0
        axe(page)

    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, cast.dana)
    page.goto(live_server.url + kept.get_absolute_url())
    looked_at("body")
    page.get_by_role("link", name="Merge with another entry").click()
    page.get_by_label("Name or code of the other entry").fill("10000002")
    page.get_by_role("button", name="Find the other entry").click()
    looked_at("found")
    page.get_by_role("link", name="Northport University").click()
    expect(page.get_by_role("heading", name="These entries cannot be merged yet")).to_be_visible()
    looked_at("refused")

    unsent.delete()
    page.reload()
    looked_at("check")
    page.get_by_role("button", name="Merge the entries").click()
    expect(page.get_by_role("radio", name="University of Northport (the entry that stays)")).to_be_focused()
    page.get_by_role("radio", name="University of Northport (the entry that stays)").check()
    page.get_by_role("button", name="Merge the entries").click()
    expect(page.get_by_text("Everything that belonged to “Northport University” is on this page now.")).to_be_visible()
    looked_at("merged")
    assert list(Body.objects.values_list("name", "town")) == [("University of Northport", "Northport")]


def test_it_works_without_scripts(browser: Browser, live_server: LiveServer, sign_in: SignIn, cast: Cast) -> None:
    make_body("University of Northport")
    make_body("Northport University")
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    sign_in(page, cast.dana)
    page.goto(f"{live_server.url}/desk/register/university-of-northport/merge/northport-university/")
    page.get_by_role("radio", name="Northport University (the entry that goes)").check()
    page.get_by_role("button", name="Merge the entries").click()
    expect(page.get_by_role("heading", name="Northport University", level=1)).to_be_visible()
    page.close()
