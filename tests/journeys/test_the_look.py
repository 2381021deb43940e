"""A visitor looks at every public page, a builder at every component: on three widths, in the light and in the dark.

The pictures lie in the folder that pytest names; an axe pass and the page's width are what is asserted.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser
READ = ["/", "/about/", "/privacy/", "/accessibility/", "/complaint/", "/bodies/", "/requests/", "/dates/"]
PAGES = [*READ, "/gallery/"]
Axe = Callable[[Page], None]


def wider_than_its_window(page: Page) -> int:
    """Return by how many pixels a page must be scrolled sideways."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1280, "light")])
def test_every_page_fits_its_window_and_passes_axe(
    page: Page, live_server: LiveServer, axe: Axe, tmp_path: Path, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PAGES:
        page.goto(live_server.url + path)
        page.screenshot(path=tmp_path / f"{path.strip('/') or 'home'}-{width}-{scheme}.png", full_page=True)
        assert wider_than_its_window(page) == 0, f"{path} is wider than {width} pixels"
        axe(page)


def test_a_page_is_read_at_four_times_its_size(page: Page, live_server: LiveServer) -> None:
    """Source: WCAG 2.2, 1.4.10; 1280 pixels at 400 % are 320."""
    page.set_viewport_size({"width": 320, "height": 256})
    for path in PAGES:
        page.goto(live_server.url + path)
        assert wider_than_its_window(page) == 0, path


def test_a_reader_without_scripts_reaches_the_calculator_by_keyboard(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    wanted = page.get_by_role("link", name="Work out when they must answer")
    for _ in range(12):  # as many doors as the site has
        page.keyboard.press("Tab")
        if wanted.evaluate("(link) => link === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/dates/")
    page.close()
