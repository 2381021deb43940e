"""A search offers titles as people type: with the keyboard, by touch, and as a screen reader is told of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from tests.builders import make_body
from tests.people import make_cast
from tests.searching import index_now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_index"),
]
Axe = Callable[[Page], None]
NAMES = ("Quillmark College", "Quillmark Primary School", "Quillmark Town Council")


@pytest.fixture
def search(page: Page, live_server: LiveServer, transactional_db: None) -> Page:
    """The search page of a site with three bodies."""
    make_cast()
    for name in NAMES:
        make_body(name, slug=name.lower().replace(" ", "-"))
    index_now()
    page.goto(f"{live_server.url}/search/")
    return page


def test_the_keyboard_chooses_and_the_accessibility_tree_says_what_happens(search: Page, axe: Axe) -> None:
    box = search.get_by_role("combobox", name="Words to search for")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("quill", delay=20)
    options = search.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(search.get_by_role("status").filter(has_text="3 suggestions")).to_have_count(1)
    axe(search)
    box.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(search.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(search.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("quill")
    box.press("m")
    expect(options).to_have_count(3)
    box.press("ArrowDown")
    chosen = str(options.first.inner_text())
    box.press("Enter")
    expect(search.get_by_role("heading", level=1)).to_contain_text(chosen.split("  ")[0][:9])
    assert "/bodies/quillmark" in search.url


def test_enter_without_a_choice_searches_as_it_does_without_a_script_and_leaving_the_field_closes_the_list(
    search: Page,
) -> None:
    box = search.get_by_role("combobox", name="Words to search for")
    box.press_sequentially("quillmark", delay=20)
    expect(search.get_by_role("option")).to_have_count(3)
    box.press("Tab")
    expect(search.get_by_role("listbox")).to_have_count(0)
    box.press("Enter")
    search.wait_for_url("**/search/?q=quillmark")


def test_a_tap_opens_what_it_names_and_words_travel_only_in_bodies_of_requests_of_this_site(
    search: Page, live_server: LiveServer
) -> None:
    asked: list[Request] = []
    search.on("request", lambda one: asked.append(one))
    faults: list[str] = []
    search.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    box = search.get_by_role("combobox", name="Words to search for")
    box.press_sequentially("quill", delay=10)
    expect(search.get_by_role("option")).to_have_count(3)
    sent = [one for one in asked if one.method == "POST"]
    assert 0 < len(sent) < len("quill"), "it asks with a pause, not with every letter"
    assert all("quill" not in one.url and one.url.startswith(live_server.url) for one in asked)
    assert {one.url for one in sent} == {f"{live_server.url}/search/suggest/"}
    search.get_by_role("option").filter(has_text="Town Council").click()
    search.wait_for_url("**/bodies/quillmark-town-council/")
    assert faults == []


def test_without_scripts_the_page_has_a_plain_search_field(
    browser: Browser, live_server: LiveServer, transactional_db: None
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/search/")
    page.locator("#search-words").fill("quillmark")
    assert page.locator("#search-words").get_attribute("type") == "search"
    page.locator("#search-words").press("Enter")
    page.wait_for_url("**/search/?q=quillmark")
    context.close()
