"""The page of a copy finds what the site’s own search finds: for a hundred searches the same ten, in the same order."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from django.utils.text import slugify
from playwright.sync_api import BrowserContext, expect

from dueregard.foundation.search.actions.rebuild_index import rebuild_index
from dueregard.foundation.search.gateways.interface import the_index
from dueregard.parts.guide.actions.take_up import take_up_sections
from dueregard.records.bodies.queries.example import INVENTED
from dueregard.website.queries.offline_search import public_things
from dueregard.website.queries.search_page import asked_by, search_page
from tests.builders import EARLIER, make_body
from tests.builders_evidence import make_document, make_page, make_public_copy
from tests.people import Cast
from tests.website.hundred_searches import SEARCHES, TEXTS

MOST = 10
ASK_ALL = """async (searches) => {
  const { ask } = await import("../static/website/copied/page.js");
  const found = {};
  for (const typed of searches) found[typed] = (await ask(typed)).first.map((thing) => `${thing.title} ${thing.text}`);
  return found;
}"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.usefixtures("own_index", "shipped_pack")]


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(cast: Cast, tmp_path: Path) -> Iterator[str]:
    """A plain file server with a copy of a site that holds private texts, too: nothing of them may weigh in either."""
    take_up_sections(by=None, now=EARLIER)
    for one in INVENTED:
        make_body(one.name, kind=one.kind, slug=slugify(one.name))
    for title, text in TEXTS:
        make_public_copy(make_document(cast.northport, title=title), text, title=title)
    for number in range(60):
        words = list(SEARCHES)[number % len(SEARCHES)]
        draft = make_document(cast.northport, title=f"Draft {number}: {words}"[:80])
        make_page(draft, f"{words} referrals training council mentors " * 5)
    with the_index().only_writer():
        rebuild_index(progress=lambda done, total: None)
    folder = tmp_path / "copy"
    call_command("export", "site", str(folder), stdout=StringIO(), stderr=StringIO())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def found_by_the_site() -> dict[str, list[str]]:
    """Return the title and the beginning of the text of what the site finds first."""
    told = {(thing.title, thing.url): " ".join(thing.text.split())[:200] for thing in public_things()}
    return {
        typed: [
            f"{hit.title} {told[hit.title, hit.href.split('?')[0]]}"
            for hit in search_page(asked_by({"q": typed}), None).hits[:MOST]
        ]
        for typed in SEARCHES
    }


def test_a_hundred_searches_find_the_same_ten_in_a_copy_as_on_the_site(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/search/?q=refferals")
    expect(page.get_by_role("status")).to_contain_text("looked for “referrals”")
    there, here = found_by_the_site(), page.evaluate(ASK_ALL, list(SEARCHES))
    assert {typed: found for typed, found in here.items() if found != there[typed]} == {}
    assert sum(map(bool, there.values())) >= 95  # a search that finds nothing shows nothing
    assert {url for url in asked if not url.startswith(f"{address}/")} == set()
    assert [url for url in asked if "refferals" in url] == [f"{address}/search/?q=refferals"]  # words stay in the page
