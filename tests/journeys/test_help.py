"""Somebody with a phone, ten minutes and a reason to be afraid: from the home page to a checked number, and away."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.packs.actions.install_pack import install_pack
from dueregard.parts.guide.actions.take_up import take_up_sections

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
WORK = "I saw something at work that should be known"
AWAY = "https://harmless.example/"


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer, settings: object) -> LiveServer:
    """A site with the shipped campaign, whose exit leads to a page that the test itself answers for."""
    settings.EXIT_URL = AWAY  # type: ignore[attr-defined]
    install_pack(folder=settings.PACKS / "together-against-prevent", by=None, now=timezone.now())  # type: ignore[attr-defined]
    take_up_sections(by=None, now=timezone.now())  # a worker does this on a site; none runs here
    return live_server


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with a touch screen; the harmless page elsewhere is answered here, without a network."""
    context = browser.new_context(viewport=PHONE, has_touch=True)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    context.route(f"{AWAY}**", lambda route: route.fulfill(body="<title>Weather</title>Rain later."))
    yield context
    context.close()


def test_from_home_to_a_checked_number_in_two_taps_and_away_without_a_way_back(
    site: LiveServer, phone: BrowserContext, axe: Callable[[Page], None]
) -> None:
    asked: list[Request] = []
    phone.on("request", lambda request: asked.append(request))
    page = phone.new_page()
    page.goto(site.url)
    page.get_by_role("main").get_by_role("link", name="Get help").tap()  # the head of each page has one, too
    page.get_by_text(WORK, exact=True).tap()
    number = page.get_by_role("link", name="020 3117 2520").first
    expect(number).to_be_visible()
    expect(number).to_have_attribute("href", "tel:+442031172520")
    axe(page)
    assert page.url == f"{site.url}/help/"
    assert {urlsplit(request.url).netloc for request in asked} == {urlsplit(site.url).netloc}
    assert phone.cookies() == []

    page.get_by_role("link", name="Leave this page").tap()
    expect(page).to_have_title("Weather")
    assert "referer" not in asked[-1].headers
    page.go_back()
    expect(page.get_by_text(WORK, exact=True)).to_have_count(0)
    assert urlsplit(page.url).netloc != urlsplit(site.url).netloc


def test_on_a_phone_the_way_to_help_is_a_filled_button_in_the_upper_half(
    site: LiveServer, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(site.url)
    door = page.get_by_role("main").get_by_role("link", name="Get help")
    box = door.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 400
    assert box["height"] >= 44
    fill, around = (
        page.evaluate("(one) => getComputedStyle(one).backgroundColor", one.element_handle())
        for one in (door, page.locator(".ways > .help"))
    )
    assert fill not in (around, "rgba(0, 0, 0, 0)"), "it looks like a link, not like a button"


def test_the_second_tap_shows_a_checked_number_on_the_screen_of_the_phone(
    site: LiveServer, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(site.url)
    page.get_by_role("main").get_by_role("link", name="Get help").tap()
    summary = page.get_by_text(WORK, exact=True)
    box = summary.bounding_box()
    assert box is not None
    assert page.evaluate("scrollY") == 0
    page.touchscreen.tap(60, box["y"] + 8)  # where a thumb meets its first words: nothing else moves the page
    number = page.get_by_role("link", name="020 3117 2520").first
    expect(number).to_be_in_viewport(ratio=1)
    foot = page.get_by_role("link", name="Leave this page").bounding_box()
    at, top = number.bounding_box(), summary.bounding_box()
    assert foot is not None
    assert at is not None
    assert top is not None
    assert at["y"] + at["height"] <= min(foot["y"], PHONE["height"]), "the way out covers it"
    assert top["y"] >= 0, "what was opened is still on the screen"


def test_three_presses_of_shift_lead_away(site: LiveServer, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site.url}/help/")
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")


def test_a_copy_is_kept_only_when_asked_for_and_one_tap_removes_it(site: LiveServer, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site.url}/help/")
    kept = "caches.keys().then((names) => names.length)"
    assert page.evaluate(kept) == 0
    page.get_by_role("button", name="Save a copy on this device").tap()
    expect(page.get_by_text("A copy of this page is saved on this device.")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    phone.set_offline(True)
    page.reload()
    page.get_by_text(WORK, exact=True).tap()
    expect(page.get_by_role("link", name="020 3117 2520").first).to_be_visible()
    phone.set_offline(False)
    page.get_by_role("button", name="Delete the copy").tap()
    expect(page.get_by_text("The copy has been deleted from this device.")).to_be_visible()
    assert page.evaluate(kept) == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_without_scripts_and_by_keyboard_the_number_is_reached_and_the_way_out_stands_there(
    site: LiveServer, browser: Browser
) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(f"{site.url}/help/")
    summary = page.get_by_text(WORK, exact=True)
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="020 3117 2520").first).to_be_visible()
    expect(page.get_by_role("link", name="Leave this page")).to_have_attribute("href", AWAY)
    expect(page.get_by_role("button", name="Save a copy on this device")).to_be_hidden()
    page.close()


@pytest.mark.parametrize("path", ["/help/card/", "/help/safety/", "/help/before/", "/networks/", "/figures/"])
def test_the_other_pages_fit_a_phone_and_pass_axe(
    site: LiveServer, phone: BrowserContext, axe: Callable[[Page], None], path: str
) -> None:
    page = phone.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site.url + path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    axe(page)
    assert settings.EXIT_URL == AWAY


def test_the_sections_of_the_guide_leave_one_entry_in_the_history_and_the_exit_takes_its_place(
    site: LiveServer, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{site.url}/about/")
    page.goto(f"{site.url}/guide/")
    length = page.evaluate("history.length")
    sections = page.locator(".sections a")
    for number in (0, 1, 2):
        title = sections.nth(number).inner_text()
        sections.nth(number).tap()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        assert page.evaluate("history.length") == length
        page.locator(".back a, a.back").first.tap()
        expect(page.get_by_role("heading", level=1, name="The guide")).to_be_visible()
        assert page.evaluate("history.length") == length
    sections.first.tap()
    expect(page.get_by_role("heading", level=1, name="The guide")).to_have_count(0)
    page.get_by_role("link", name="Leave this page").tap()
    expect(page).to_have_title("Weather")
    assert page.evaluate("history.length") == length
    page.go_back()
    expect(page).to_have_url(f"{site.url}/about/")


def test_without_scripts_the_links_of_the_guide_and_the_exit_are_plain_links(
    site: LiveServer, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    context.route(f"{AWAY}**", lambda route: route.fulfill(body="<title>Weather</title>Rain later."))
    page = context.new_page()
    page.goto(f"{site.url}/guide/")
    page.locator(".sections a").first.click()
    assert urlsplit(page.url).path.startswith("/guide/")
    assert urlsplit(page.url).path != "/guide/"
    page.get_by_role("link", name="Leave this page").click()
    expect(page).to_have_title("Weather")
    context.close()


def test_the_printed_cards_are_the_size_of_a_bank_card_and_none_is_cut(site: LiveServer, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 pixels to the inch
    page.goto(f"{site.url}/help/card/")
    page.emulate_media(media="print")
    millimetre = 96 / 25.4
    boxes = [card.bounding_box() for card in page.locator(".card").all()]
    assert boxes
    for box in boxes:
        assert box is not None
        assert abs(box["width"] - 85.6 * millimetre) < 1
        assert box["height"] <= 56 * millimetre, "what it says does not fit on a bank card"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
