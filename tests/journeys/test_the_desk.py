"""In a browser: replies are sorted one after the other with counted clicks and keys; the rail is a phone's menu."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Frame, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.models import Correspondence
from dueregard.rules.casework.events import EventKind
from tests import sessions
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_letter, make_reply
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]
BODIES = ("Northport College", "Southmoor Academy Trust", "Eastmere Council")
LETTER = "We hold this.\n\n" + "It is exempt under section 24(1) of the Act. " * 30
REFUSED = [{"kind": "refused", "passage": "It is exempt", "reason": "It says so.", "sections": ["24(1)"]}]


@pytest.fixture
def replies(transactional_db: None, shipped_pack: None) -> list[Correspondence]:
    """Three replies of three bodies that nobody has sorted, the oldest first."""
    campaign = make_campaign(make_cast().northport)
    return [_reply(campaign, name, days) for days, name in zip((9, 6, 3), BODIES, strict=True)]


def _reply(campaign: object, name: str, days: int) -> Correspondence:
    case = make_case(campaign, make_body(name))  # type: ignore[arg-type]
    sent_at = timezone.now() - timedelta(days=20)
    letter = make_letter(case, at=sent_at)
    make_event(case, EventKind.REQUEST_RECEIVED, timezone.localdate(sent_at), now=timezone.now(), correspondence=letter)
    at = timezone.now() - timedelta(days=days)
    return make_reply(case, at=at, text=LETTER, is_sorted=False, suggestions=REFUSED)


@pytest.fixture
def asha() -> Person:
    """Asha, a caseworker."""
    return Person.objects.get(username="asha")


@pytest.fixture
def plain_page(
    browser: Browser, live_server: LiveServer, replies: list[Correspondence], asha: Person
) -> Iterator[Page]:
    """A phone's page of a browser without scripts, in which Asha is signed in."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    value = sessions.sign_in(asha).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    yield context.new_page()
    context.close()


class Counting:
    """Counts clicks and the pages that come of them."""

    def __init__(self, page: Page) -> None:
        self.clicks = self.pages = 0
        self.page = page
        page.on("framenavigated", self._came)

    def _came(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame

    def click(self, what: Locator) -> None:
        """Click once."""
        self.clicks += 1
        what.click()


def unsorted() -> int:
    """Return how many replies nobody has sorted."""
    return Correspondence.objects.filter(is_sorted=False).count()


def test_the_next_reply_is_sorted_with_two_clicks_and_one_change_of_page(
    page: Page, live_server: LiveServer, replies: list[Correspondence], asha: Person, sign_in: SignIn
) -> None:
    sign_in(page, asha)
    page.goto(f"{live_server.url}{replies[0].case.get_absolute_url()}")
    counted = Counting(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Northport College")
    counted.click(page.get_by_role("button", name="Sort it and show next (2)"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Southmoor Academy Trust")
    expect(page.get_by_role("heading", name="Sorted: Northport College")).to_be_visible()
    assert (counted.pages, unsorted()) == (1, 2)
    counted.click(page.get_by_role("button", name="Sort it and show next (1)"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eastmere Council")
    assert (counted.clicks, unsorted()) == (2, 1)
    page.get_by_role("button", name="Sort this reply").click()
    expect(page.get_by_role("heading", name="Sorted: Eastmere Council")).to_be_visible()
    assert unsorted() == 0


def test_who_stays_on_the_case_is_offered_the_next_reply_and_can_undo(
    plain_page: Page, live_server: LiveServer
) -> None:
    plain_page.goto(f"{live_server.url}/desk/replies/")
    plain_page.get_by_role("link", name="Sort the oldest reply").click()
    plain_page.get_by_role("button", name="Sort this reply").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Northport College")
    expect(plain_page.get_by_role("link", name="Next reply (2)")).to_be_visible()
    plain_page.get_by_role("button", name="Undo sorting of the reply from Northport College").click()
    expect(plain_page.get_by_text("Undone. Now say what the reply means.")).to_be_visible()
    assert unsorted() == 3
    plain_page.get_by_role("link", name="Skip this reply").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Southmoor Academy Trust")
    assert unsorted() == 3


def test_a_reply_is_sorted_with_keys_alone_and_the_number_keys_can_be_switched_off(
    page: Page, live_server: LiveServer, replies: list[Correspondence], asha: Person, sign_in: SignIn
) -> None:
    """Source: WCAG 2.2, 2.1.4."""
    sign_in(page, asha)
    page.goto(f"{live_server.url}{replies[0].case.get_absolute_url()}")
    first = page.get_by_label("They acknowledged it")
    expect(first).not_to_be_checked()
    page.keyboard.press("1")
    expect(first).to_be_checked()
    page.get_by_label("Sections they rely on").focus()
    page.keyboard.press("1")  # somebody types
    expect(first).to_be_checked()
    page.get_by_label("Use the number keys on this device").uncheck()
    page.keyboard.press("1")
    expect(first).to_be_checked()
    page.reload()
    page.keyboard.press("1")
    expect(first).not_to_be_checked()
    page.get_by_label("Their reference").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Southmoor Academy Trust")
    assert unsorted() == 2


def test_an_error_loses_nothing_and_is_where_the_reader_is(plain_page: Page, live_server: LiveServer, axe: Axe) -> None:
    plain_page.goto(f"{live_server.url}/desk/replies/")
    plain_page.get_by_role("link", name="Sort the oldest reply").click()
    plain_page.get_by_label("They released what we asked for").check()
    plain_page.get_by_label("Their reference").fill("FOI 2026/318")
    plain_page.get_by_role("button", name="Sort it and show next (2)").click()
    expect(plain_page).to_have_title(re.compile("^Error: Sort the reply from Northport College"))
    expect(plain_page.locator("#errors")).to_be_focused()
    expect(plain_page.locator("#errors")).to_be_in_viewport()
    expect(plain_page.get_by_label("Their reference")).to_have_value("FOI 2026/318")
    expect(plain_page.get_by_label("They released what we asked for")).to_be_checked()
    expect(plain_page.get_by_text("It is exempt under section 24(1)").first).to_be_visible()
    assert unsorted() == 3


def test_what_has_the_focus_is_never_below_the_action_bar(
    page: Page, live_server: LiveServer, replies: list[Correspondence], asha: Person, sign_in: SignIn
) -> None:
    """Source: WCAG 2.2, 2.4.11."""
    sign_in(page, asha)
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(f"{live_server.url}{replies[0].case.get_absolute_url()}")
    page.get_by_label("They acknowledged it").focus()
    hidden = """() => { const it = document.activeElement, bar = document.querySelector(".act-bar");
      if (bar.contains(it)) return null;
      return it.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1 }"""
    seen = 0
    while (is_hidden := page.evaluate(hidden)) is not None:
        assert is_hidden is False, page.evaluate("document.activeElement.outerHTML")
        seen += 1
        page.keyboard.press("Tab")
    assert seen > 10


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_pages_of_the_desk_fit_their_window_and_pass_axe(
    page: Page,
    live_server: LiveServer,
    replies: list[Correspondence],
    asha: Person,
    sign_in: SignIn,
    axe: Axe,
    width: int,
) -> None:
    sign_in(page, asha)
    page.set_viewport_size({"width": width, "height": 844})
    for path in ("/desk/", "/desk/replies/", replies[0].case.get_absolute_url(), "/desk/requests/", "/dates/"):
        page.goto(live_server.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{path} is wider than {width} pixels"
        masthead = page.locator(".masthead").bounding_box()
        assert masthead is not None
        assert masthead["height"] <= 64
        axe(page)


def test_a_phone_has_one_menu_without_scripts_too(plain_page: Page, live_server: LiveServer) -> None:
    plain_page.goto(f"{live_server.url}/desk/")
    outbox = plain_page.locator("#menu").get_by_role("link", name="Outbox")
    expect(outbox).to_be_hidden()
    plain_page.get_by_role("button", name=re.compile(r"^Menu \d+ waiting$")).click()
    expect(plain_page.get_by_role("link", name="Replies 3 waiting")).to_be_visible()
    expect(outbox).to_be_visible()
    plain_page.get_by_role("button", name="Close").click()
    expect(outbox).to_be_hidden()
    plain_page.get_by_role("button", name=re.compile(r"^Menu \d+ waiting$")).click()
    plain_page.get_by_role("link", name="Replies 3 waiting").click()
    expect(plain_page.get_by_role("heading", name="Replies to sort")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/bodies/"])
def test_a_visitor_s_phone_shows_help_and_one_menu(page: Page, live_server: LiveServer, path: str, axe: Axe) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + path)
    masthead = page.locator(".masthead").bounding_box()
    assert masthead is not None
    assert masthead["height"] <= 64
    expect(page.locator(".masthead").get_by_role("link", name="Get help")).to_be_visible()
    expect(page.get_by_role("link", name="Dates", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    axe(page)
    page.get_by_role("link", name="Dates", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/dates/")


def test_where_a_browser_knows_no_popover_the_menu_is_open(page: Page, live_server: LiveServer) -> None:
    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r' popover(="[^"]*")?(?=[ >])', "", answer.text()))

    page.route("**/bodies/", older)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/bodies/")
    expect(page.get_by_role("link", name="Dates", exact=True)).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search the site")).to_be_visible()
