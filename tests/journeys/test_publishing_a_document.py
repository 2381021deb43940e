"""On a phone: a volunteer marks a name, a caseworker has the copy made, a second person lets it out."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document, Mark
from dueregard.records.groups.models import Membership, Role
from tests.builders import make_body
from tests.builders_evidence import pdf_of
from tests.people import LONG_AGO, Cast, make_cast, make_person
from tests.records.evidence.arriving import receive
from tests.work import run_all_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
TEXT = "Robin Sample wrote this plan for the board. The risk in our schools is low. Write to plan@northport.example."


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def plan(people: Cast) -> Document:
    """A PDF that came from a body and was read."""
    document = receive(people.northport, pdf_of(TEXT), name="Sample, Robin.pdf", title="Action plan", body=make_body())
    run_all_tasks()
    return document


@pytest.fixture
def second(people: Cast) -> Person:
    """Another caseworker of Northport, who has had no hand in anything."""
    person = make_person("efua")
    Membership.objects.create(group=people.northport, person=person, role=Role.CASEWORKER, since=LONG_AGO)
    return person


def test_a_name_is_marked_by_one_copied_by_another_and_let_out_by_a_third(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    plan: Document,
    second: Person,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    expect.set_options(timeout=60_000)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    mark_as_a_volunteer(page, live_server, people, plan, sign_in, axe)
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/documents/{plan.pk}/publication/")
    page.get_by_label("Title of the copy").fill("Action plan")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_text("waiting to be made", exact=False).first).to_be_visible()
    axe(page)
    run_all_tasks()
    page.reload()
    page.get_by_role("link", name="Look at it and decide").click()
    expect(page.get_by_text("You made this copy.", exact=False)).to_be_visible()
    look_as_a_second_person(page, second, sign_in, axe)
    assert_the_public_reads_it_without_the_name(page, tmp_path)


def mark_as_a_volunteer(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    plan: Document,
    sign_in: Callable[[Page, Person], None],
    axe: Callable[[Page], None],
) -> None:
    """Find the name, see where it stands, mark it; tick a word with the keyboard; draw a rectangle."""
    sign_in(page, people.ben)
    page.goto(f"{live_server.url}/documents/{plan.pk}/")
    page.get_by_role("link", name="Publish a copy").click()
    axe(page)
    page.get_by_label("Words to take out").fill("robin sample")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="“robin sample” stands once on 1 page")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Take out every occurrence").click()
    expect(page.get_by_text("will be taken out wherever it stands", exact=False)).to_be_visible()
    page.get_by_role("link", name="Go through the pages and mark", exact=False).click()
    page.get_by_role("checkbox", name="board.").focus()
    page.keyboard.press("Space")
    page.get_by_label("The same words may stay elsewhere", exact=False).check()
    page.get_by_role("button", name="Mark it").click()
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
    page.get_by_text("A rectangle of the picture", exact=False).click()
    picture = page.locator(".page-picture svg")
    page.locator(".page-picture img").evaluate("picture => picture.decode()")  # the page itself can be seen
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] * 0.6)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + box["height"] * 0.65)
    page.mouse.up()
    expect(page.get_by_label("From the left", exact=True)).not_to_have_value("")
    page.get_by_role("button", name="Mark it").click()
    expect(page.locator("svg .covered")).to_have_count(3)


def look_as_a_second_person(
    page: Page, second: Person, sign_in: Callable[[Page, Person], None], axe: Callable[[Page], None]
) -> None:
    """See what was lost, tick each point, let it out."""
    sign_in(page, second)
    page.reload()
    expect(page.locator(".lost del", has_text="Robin Sample")).to_be_visible()
    axe(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Let it go public").click()
    expect(page.get_by_text("The copy is public now.", exact=False)).to_be_visible()


def assert_the_public_reads_it_without_the_name(page: Page, folder: Path) -> None:
    """A visitor opens the copy, downloads it, and finds the name nowhere."""
    page.context.clear_cookies()
    page.reload()
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
