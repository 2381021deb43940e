"""On a phone: a volunteer finds a phrase in a scan, cites it, marks a name; a second person lets the copy out.

Nothing is stood in for: the scan has no text, so Tesseract reads it; the index finds it; the public finds the copy.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.models import Page as Sheet
from dueregard.records.groups.models import Membership, Role
from dueregard.records.redaction.models import Mark
from tests.builders import make_body
from tests.people import LONG_AGO, Cast, make_cast, make_person
from tests.records.evidence.scans import picture, scanned
from tests.searching import index_now
from tests.work import run_all_tasks

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_index"),
]
SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]
PHONE = {"width": 390, "height": 844}
SCAN = """Robin Sample wrote this plan for the board.

The risk in our schools is low.

Write to plan\\@northport.example."""


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page that was scanned: pixels and no letters."""
    file = tmp_path / "Sample, Robin.pdf"
    file.write_bytes(scanned(picture(SCAN, dpi=200), dpi=200))
    return file


@pytest.fixture
def second(people: Cast) -> Person:
    """Another caseworker of Northport, who has had no hand in anything."""
    person = make_person("efua")
    Membership.objects.create(group=people.northport, person=person, role=Role.CASEWORKER, since=LONG_AGO)
    return person


def test_a_volunteer_finds_a_phrase_in_a_scan_cites_it_marks_a_name_and_a_second_person_publishes_it(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    scan: Path,
    second: Person,
    sign_in: SignIn,
    axe: Axe,
    tmp_path: Path,
) -> None:
    expect.set_options(timeout=60_000)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    make_body()
    sign_in(page, people.ben)
    plan = bring(page, live_server, scan)
    find_and_cite(page, axe)
    mark_as_a_volunteer(page, live_server, plan, axe)
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/documents/{plan.pk}/publication/")
    page.get_by_label("Title of the copy").fill("Action plan")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("waiting to be made", exact=False).first).to_be_visible()
    axe(page)
    run_all_tasks()
    page.reload()
    look_at_what_may_be_the_name(page, axe)
    run_all_tasks()
    page.reload()
    page.get_by_role("link", name="Check the copy and decide").click()
    expect(page.get_by_text("You made this copy.", exact=False)).to_be_visible()
    look_as_a_second_person(page, second, sign_in, axe)
    find_as_a_visitor(page, live_server)
    assert_the_public_reads_it_without_the_name(page, tmp_path)


def look_at_what_may_be_the_name(page: Page, axe: Axe) -> None:
    """See that “example” in an address is no “Sample”, say so, and ask for the copy again."""
    page.get_by_role("link", name="Look at 1 place").click()
    expect(page.get_by_role("img", name="Picture of this place: plan@northport.example.")).to_be_visible()
    axe(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="No name in ticked places").click()
    expect(page.get_by_role("heading", name="Nothing left to look at")).to_be_visible()
    page.get_by_role("link", name="Make the copy").click()
    page.get_by_label("Title of the copy").fill("Action plan")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("waiting to be made", exact=False).first).to_be_visible()


def bring(page: Page, live_server: LiveServer, scan: Path) -> Document:
    """Upload the scan; let it be read and found."""
    page.goto(f"{live_server.url}/desk/documents/upload/")
    page.get_by_label("Files", exact=True).set_input_files(scan)
    page.get_by_label("Which public body", exact=False).fill("University of Northport")
    page.get_by_label("Title").fill("Plan of Robin Sample")
    page.get_by_role("button", name="Upload these files").click()
    page.wait_for_url("**/documents/*/")
    run_all_tasks()
    index_now()
    sheet = Sheet.objects.select_related("document").get()
    assert (sheet.source, sheet.document.title) == ("ocr", "Plan of Robin Sample")
    return cast(Document, sheet.document)


def find_and_cite(page: Page, axe: Axe) -> None:
    """Find the phrase from the search of the site, see it marked on the picture, cite the page."""
    page.goto(page.url.split("/documents/")[0] + '/search/?q="risk in our schools"')
    expect(page.get_by_text("1 result")).to_be_visible()
    page.get_by_role("link", name="Plan of Robin Sample").click()
    expect(page.locator("mark.hit").first).to_be_visible()
    expect(page.locator(".page-picture rect.hit").first).to_be_attached()
    wait_for_the_picture(page)
    page.get_by_text("How to cite this").click()
    expect(page.get_by_text("Plan of Robin Sample (no date), p. 1.")).to_be_visible()
    axe(page)


def mark_as_a_volunteer(page: Page, live_server: LiveServer, plan: Document, axe: Axe) -> None:
    """Find the name, see where it stands, mark it; tick a word with the keyboard; draw a rectangle."""
    page.goto(f"{live_server.url}/documents/{plan.pk}/")
    page.get_by_role("link", name="Publish a copy").click()
    axe(page)
    page.get_by_label("Words to black out").fill("robin sample")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="“robin sample” appears once on 1 page")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Black out every occurrence").click()
    expect(page.get_by_text("will be blacked out everywhere", exact=False)).to_be_visible()
    page.get_by_role("link", name="Go through the pages and mark", exact=False).click()
    page.get_by_role("checkbox", name="board.").focus()
    page.keyboard.press("Space")
    page.get_by_label("The same words can stay elsewhere", exact=False).check()
    page.get_by_role("button", name="Mark to black out").click()
    expect(page.locator("svg .covered")).to_have_count(2)
    draw(page)
    axe(page)
    assert sorted(Mark.objects.values_list("kind", "words")) == [
        ("area", ""),
        ("area", "board."),
        ("words", "robin sample"),
    ]


def draw(page: Page) -> None:
    """Draw a rectangle over the lower part of the page's picture, where nothing stands."""
    page.get_by_text("Black out part of the picture", exact=False).click()
    picture = page.locator(".page-picture svg")
    wait_for_the_picture(page)
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] * 0.6)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + box["height"] * 0.65)
    page.mouse.up()
    expect(page.get_by_label("Left edge", exact=True)).not_to_have_value("")
    page.get_by_role("button", name="Mark to black out").click()
    expect(page.locator("svg .covered")).to_have_count(3)


def wait_for_the_picture(page: Page) -> None:
    """Wait until the picture of the page can be seen: the server draws it meanwhile."""
    page.locator(".page-picture img").evaluate("picture => picture.decode()")


def look_as_a_second_person(page: Page, second: Person, sign_in: SignIn, axe: Axe) -> None:
    """See what was lost, tick each point, let it out."""
    sign_in(page, second)
    page.reload()
    expect(page.locator(".lost del", has_text="Robin Sample")).to_be_visible()
    axe(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Published. The original stays private.")).to_be_visible()


def find_as_a_visitor(page: Page, live_server: LiveServer) -> None:
    """Somebody who is not signed in finds the phrase in the copy, and the name nowhere."""
    page.context.clear_cookies()
    index_now()
    page.goto(f"{live_server.url}/search/?q=Robin")
    expect(page.get_by_text("No results")).to_be_visible()
    page.goto(f'{live_server.url}/search/?q="risk in our schools"')
    expect(page.get_by_text("1 result")).to_be_visible()
    page.get_by_role("link", name="Action plan").click()
    expect(page.locator("mark.hit").first).to_be_visible()
    wait_for_the_picture(page)
    expect(page.locator("main")).not_to_contain_text("Robin")


def assert_the_public_reads_it_without_the_name(page: Page, folder: Path) -> None:
    """The visitor opens the copy, downloads it, and finds the name in no byte of it."""
    page.get_by_role("link", name="Action plan").first.click()
    expect(page.get_by_role("heading", name="Action plan")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Robin")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the file").click()
    coming.value.save_as(folder / "copy.pdf")
    pdf = pypdfium2.PdfDocument(folder / "copy.pdf")
    text = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "The risk in our schools is low" in " ".join(text.split())
    assert "Robin" not in text
    assert b"Robin" not in (folder / "copy.pdf").read_bytes()
