"""From the home page to the picture of a page in four clicks, back to what to do; and a copy that searches itself."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.builders_evidence import PLAN, RISK, make_pdf_document, make_public_copy
from tests.people import Cast, make_cast

pytestmark = pytest.mark.browser


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see, with a body that has a public document."""
    cast = make_cast()
    body = make_body("Leeds City Council", kind=BodyKind.LOCAL_AUTHORITY)
    document = make_pdf_document(cast.northport, RISK, PLAN, title="Action plan", body=body)
    make_public_copy(document, RISK, PLAN, "For the public")
    return cast


class Silent(SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def copied(people: Cast, own_index: None, tmp_path: Path) -> Iterator[str]:
    """A copy of the site behind a plain file server; returns its address."""
    folder = tmp_path / "copy"
    call_command("export", "site", str(folder), stdout=StringIO(), stderr=StringIO())
    call_command("export", "check", str(folder), stdout=StringIO())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_from_the_home_page_to_the_picture_of_a_page_and_back_to_what_one_can_do(
    page: Page, live_server: LiveServer, people: Cast, axe: Callable[[Page], None]
) -> None:
    page.goto(live_server.url)
    page.get_by_role("link", name="What is known about a public body").click()
    page.get_by_role("link", name="Leeds City Council").first.click()
    page.get_by_role("navigation", name="From the guide to what worked").get_by_role("link", name="Documents").click()
    axe(page)
    page.get_by_role("link", name="Action plan").first.click()
    expect(page.locator("main img").first).to_be_visible()
    page.get_by_role("link", name="What you can do").click()
    axe(page)
    page.get_by_role("link", name="Parent or carer").click()
    axe(page)
    expect(page.get_by_role("link", name="Ask a public body a question")).to_be_visible()


def test_a_copy_behind_a_plain_file_server_finds_in_the_page_what_it_holds(browser: Browser, copied: str) -> None:
    context = browser.new_context()  # of its own: the other one watches the site itself
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{copied}/search/index.html")
    page.get_by_label("Words to search for").fill("leeds councils")
    expect(page.locator("#results a").first).to_have_text("Leeds City Council")
    page.locator("#results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leeds City Council")
    page.get_by_role("navigation", name="From the guide to what worked").get_by_role("link", name="Documents").click()
    page.get_by_role("link", name="Action plan").first.click()
    expect(page.locator("main img").first).to_be_visible()
    assert page.locator("main img").first.evaluate("image => image.complete && image.naturalWidth > 0")
    context.close()
    assert [url for url in asked if not url.startswith(copied)] == []
