"""A caseworker adds a helpline and confirms its number on the telephone; a parent reaches it in two taps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.packs.models import Pack
from tests.journeys.test_the_look import wider_than_its_window
from tests.parts.signposts.contacts import make_situation
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Page], None]
SignIn = Callable[[Page, Person], None]
PHONE = {"width": 390, "height": 844}
NUMBER = "020 7946 0999"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_helpline_is_added_and_a_parent_reaches_it_in_two_taps(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    axe: Axe,
    sign_in: SignIn,
    cast: Cast,
    tmp_path: Path,
    width: int,
) -> None:
    make_situation("approached", "The police want to talk to me")
    make_situation("child", "My child was asked questions")
    duty = {"name": "the Prevent duty", "statute": "Counter-Terrorism and Security Act 2015", "section": "26"}
    Pack.objects.update(description={"duty": duty})

    def looked_at(name: str) -> None:
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        assert wider_than_its_window(page) == 0
        axe(page)

    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, cast.asha)
    page.goto(f"{live_server.url}/desk/contacts/")
    looked_at("none")
    page.get_by_role("link", name="Add a help contact").click()
    page.get_by_label("Name of the organisation").fill("Westfold Helpline")
    page.get_by_label("What they do").fill("Calm advice for families.")
    page.get_by_label("Number or address").fill(NUMBER)
    page.get_by_label("Who checked it, and how").fill("Printed on a leaflet at the town hall")
    looked_at("form")
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_role("alert")).to_be_focused()
    looked_at("errors")
    page.get_by_label("I have not checked it yet").check()
    page.get_by_label("A parent whose child").check()
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_text("“Westfold Helpline” is added.")).to_be_visible()
    looked_at("added")

    page.goto(f"{live_server.url}/desk/")
    page.get_by_role("link", name="Call Westfold Helpline").click()
    expect(page.get_by_role("link", name=NUMBER)).to_have_attribute("href", "tel:+442079460999")
    looked_at("check")
    page.get_by_role("button", name="I called: someone answered").click()
    expect(page.get_by_text("Check saved.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Westfold Helpline", exact=True).click()
    looked_at("contact")
    page.get_by_role("link", name="Change it").click()
    looked_at("change")

    parent = browser.new_page(viewport=PHONE)
    parent.goto(live_server.url)
    parent.get_by_role("link", name="Get help").first.click()
    parent.get_by_text("My child was asked questions").click()
    number = parent.get_by_role("link", name=NUMBER)
    expect(number).to_be_visible()
    place = number.bounding_box()
    parent.screenshot(path=tmp_path / "parent.png")
    assert place is not None
    assert place["y"] + place["height"] <= PHONE["height"]
    parent.close()
