"""On a slow connection a page can be seen before its lists are here: what is pressed then is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser


def held(page: Page, file: str) -> Callable[[], None]:
    """Keep a file back; return what lets it come."""
    waiting: list[Route] = []
    page.route(f"**/{file}", lambda route: waiting.append(route))

    def let_come() -> None:
        while not waiting:
            page.wait_for_timeout(20)
        for one in waiting:
            one.continue_()

    return let_come


def test_a_list_of_keyholders_opened_before_it_is_there_is_still_held_against_the_log(
    address: str, somebody: Callable[..., Page]
) -> None:
    page = somebody()
    let_come = held(page, "manifest.json")
    with page.expect_request("**/manifest.json"):
        page.goto(address)
    page.get_by_text("Compare the list of keyholders").click()
    let_come()
    expect(page.get_by_text("It is the first list.")).to_be_visible()


def test_a_keyholder_cannot_choose_a_key_before_the_list_is_checked(desk: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    let_come = held(page, "keys.log")
    with page.expect_request("**/keys.log"):
        page.goto(desk)
    expect(page.locator("#key")).to_be_hidden()
    let_come()
    expect(page.locator("#key")).to_be_visible()
