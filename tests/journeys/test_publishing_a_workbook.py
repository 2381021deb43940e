"""A council's workbook with names in black cells: listed, ticked, copied, looked at, published, and found by nobody.

Nothing is stood in for: LibreOffice draws it, Tesseract reads the copy, the index finds what a visitor may find.
"""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import openpyxl
import pypdfium2
import pytest
from django.core.management import call_command
from openpyxl.styles import Font, PatternFill
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Membership, Role
from dueregard.records.redaction.gateways.copying.recognising import recognised
from tests.builders import make_body
from tests.people import LONG_AGO, Cast, make_cast, make_person
from tests.searching import index_now
from tests.work import run_all_tasks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_index"),
]
SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]
NAMES = ("Marigold", "Tansy", "Quill", "Ashdown")
SHOWN = "Northport High"


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def second(people: Cast) -> Person:
    """Another caseworker of Northport, who has had no hand in anything."""
    person = make_person("efua")
    Membership.objects.create(group=people.northport, person=person, role=Role.CASEWORKER, since=LONG_AGO)
    return person


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    """Return a workbook in which an officer blacked out two names by filling their cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Referrals"
    sheet.append(["School", "Referrals", "Officer", "Seen by"])
    sheet.append([SHOWN, 12, "Marigold Tansy", "Pat Brook"])
    sheet.append(["Southmoor Primary", 3, "Quill Ashdown", "Pat Brook"])
    for letter in "ACD":
        sheet.column_dimensions[letter].width = 24
    for cell in ("C2", "C3"):
        sheet[cell].fill = PatternFill("solid", fgColor="000000")
    sheet["C3"].font = Font(color="111111")
    file = tmp_path / "reply.xlsx"
    book.save(file)
    return file


def test_names_in_black_cells_are_listed_and_a_visitor_finds_them_nowhere(
    page: Page, live_server: LiveServer, people: Cast, reply: Path, second: Person, sign_in: SignIn, axe: Axe,
    tmp_path: Path,
) -> None:  # fmt: skip
    expect.set_options(timeout=60_000)
    page.set_default_timeout(60_000)
    make_body()
    sign_in(page, people.asha)
    book = bring(page, live_server, reply)
    see_what_it_hides(page, live_server, book, axe)
    tick_a_name_that_everybody_sees(page, axe)
    make_the_copy(page, live_server, book)
    look_as_a_second_person(page, second, sign_in, axe)
    page.context.clear_cookies()
    index_now()
    the_visitor_finds_nothing(page, live_server, book, tmp_path)
    no_other_way_out_says_a_name(page, live_server, tmp_path / "site")


def bring(page: Page, live_server: LiveServer, reply: Path) -> Document:
    """Upload the workbook; let it be drawn, read and found."""
    page.goto(f"{live_server.url}/desk/documents/upload/")
    page.get_by_label("Files", exact=True).set_input_files(reply)
    page.get_by_label("Which public body", exact=False).fill("University of Northport")
    page.get_by_label("Title").fill("Referrals by school")
    page.get_by_role("button", name="Upload these files").click()
    page.wait_for_url("**/documents/*/")
    run_all_tasks()
    index_now()
    return cast(Document, Document.objects.get())


def see_what_it_hides(page: Page, live_server: LiveServer, book: Document, axe: Axe) -> None:
    """Read on the way to publication which words no page shows; see the page as a picture, with black cells."""
    page.goto(f"{live_server.url}/documents/{book.pk}/pages/1/")
    page.locator(".page-picture img").evaluate("picture => picture.decode()")
    expect(page.locator("main")).to_contain_text(SHOWN)
    expect(page.locator("main")).not_to_contain_text("Tansy")
    axe(page)
    page.goto(f"{live_server.url}/documents/{book.pk}/")
    page.get_by_role("link", name="Publish a copy").click()
    hidden = page.locator("section", has=page.get_by_role("heading", name="What the file hides"))
    for name in NAMES:
        expect(hidden).to_contain_text(name)
    axe(page)


def tick_a_name_that_everybody_sees(page: Page, axe: Axe) -> None:
    """Tick both words of the name in the last column, where it stands first."""
    page.get_by_role("link", name="Go through the pages and mark", exact=False).click()
    expect(page.get_by_role("checkbox", name="Tansy")).to_have_count(0)
    page.goto(page.url.split("/marks/")[0] + "/marks/?words=Pat+Brook")
    expect(page.get_by_role("heading", name="“Pat Brook” appears 2 times on 1 page")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Black out every occurrence").click()
    expect(page.get_by_text("will be blacked out everywhere", exact=False)).to_be_visible()


def make_the_copy(page: Page, live_server: LiveServer, book: Document) -> None:
    """Ask for a copy of pictures of its pages, and let it be made and read."""
    page.goto(f"{live_server.url}/desk/documents/{book.pk}/publication/")
    page.get_by_label("Title of the copy").fill("Referrals")
    expect(page.get_by_role("radio")).to_have_count(2)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("waiting to be made", exact=False).first).to_be_visible()
    run_all_tasks()
    page.reload()
    page.get_by_role("link", name="Check the copy and decide").click()


def look_as_a_second_person(page: Page, second: Person, sign_in: SignIn, axe: Axe) -> None:
    """See what was left out, tick each point, let it out."""
    sign_in(page, second)
    page.reload()
    expect(page.locator("main")).to_contain_text("Tansy")
    axe(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Published. The original stays private.")).to_be_visible()


def the_visitor_finds_nothing(page: Page, live_server: LiveServer, book: Document, folder: Path) -> None:
    """Look for each name by page, search, data, feed, file and picture; the original is not there for anybody."""
    copy = Document.objects.get(is_public=True)
    for name in (*NAMES, "Brook"):
        page.goto(f"{live_server.url}/search/?q={name}")
        expect(page.get_by_text("No results")).to_be_visible()
    page.goto(f'{live_server.url}/search/?q="{SHOWN}"')
    expect(page.get_by_text("1 result")).to_be_visible()
    address = f"{live_server.url}{copy.get_absolute_url()}"
    page.goto(f"{address}pages/1/")
    picture = page.locator(".page-picture img")
    picture.evaluate("picture => picture.decode()")
    body = copy.body
    assert body is not None
    for where in (address, f"{address}pages/1/", f"{live_server.url}{body.get_absolute_url()}"):
        answer = page.request.get(where)
        assert answer.ok
        assert_says_none(answer.text(), where)
    data = page.request.get(f"{live_server.url}/documents/{copy.pk}.json")
    assert SHOWN in json.dumps(data.json(), ensure_ascii=False)
    assert_says_none(data.text(), "the data")
    feed = page.request.get(f'{live_server.url}/search/feed.xml?q="{SHOWN}"').text()
    assert "Referrals" in feed
    assert_says_none(feed, "the feed")
    content = page.request.get(f"{address}original/").body()
    assert_says_none(content.decode("latin-1"), "the bytes of the file")
    pdf = pypdfium2.PdfDocument(content)
    said = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert SHOWN in " ".join(said.split())
    assert_says_none(said, "the words of the file")
    with Image.open(io.BytesIO(page.request.get(f"{address}pages/1/picture/?size=large").body())) as shown:
        shown.convert("RGB").save(folder / "shown.png")
    seen = " ".join(word.text for word in recognised(folder / "shown.png", scale=1.0, languages=["eng"]))
    assert SHOWN in seen
    assert_says_none(seen, "the picture")
    for private in ("", "pages/1/", "pages/1/picture/", "original/"):
        assert page.request.get(f"{live_server.url}{book.get_absolute_url()}{private}").status == 404


def no_other_way_out_says_a_name(page: Page, live_server: LiveServer, folder: Path) -> None:
    """Ask open data, the API, the site map and kept pages, each twice; look through a copy of the whole site."""
    names = [one["name"] for one in page.request.get(f"{live_server.url}/api/v1").json()["tables"]]
    asked = ["/", "/data/", "/data/datapackage.json", "/api/v1", "/api/v1/openapi.json", "/sitemap.xml"]
    asked += [f"/data/{name}.{ending}" for name in names for ending in ("csv", "json")]
    asked += [f"/api/v1/{name}" for name in names]
    parts = places_in(page.request.get(f"{live_server.url}/sitemap.xml").text())
    shown = [where for part in parts for where in places_in(page.request.get(f"{live_server.url}{part}").text())]
    assert f"/documents/{Document.objects.get(is_public=True).pk}/" in shown
    asked += [*parts, *shown]
    for where in asked * 2:  # the second time what was kept
        answer = page.request.get(f"{live_server.url}{where}")
        assert answer.ok, where
        assert_says_none(answer.text(), where)
    call_command("export", "site", str(folder), stdout=io.StringIO(), stderr=io.StringIO())
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert [file for file in files if SHOWN.encode() in file.read_bytes()]
    for file in files:
        assert_says_none(file.read_bytes().decode("latin-1"), file.name)


def places_in(site_map: str) -> list[str]:
    """Return the addresses that a site map names, without their host."""
    return [urlsplit(where).path for where in re.findall(r"<loc>([^<]+)</loc>", site_map)]


def assert_says_none(text: str, where: str) -> None:
    """Fail where a name stands."""
    assert [name for name in (*NAMES, "Brook") if name in text] == [], where
