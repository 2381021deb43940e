"""In a browser words are found on a page, marked, kept and answered from; without scripts, by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.give_answer import give_answer
from dueregard.rules.documents.reading import TextSource, Word
from dueregard.rules.findings.answers import AnswerKind
from tests import sessions
from tests.builders import make_body
from tests.builders_evidence import (
    PLAN,
    RISK,
    make_document,
    make_page,
    make_passage,
    make_pdf_document,
    make_public_copy,
    sound_of,
)
from tests.people import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, Person], None]
Axe = Callable[[Page], None]
DRAWN = "const one = document.querySelector('.page-picture img'); return one.complete && one.naturalWidth > 0"


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server's threads see."""
    return make_cast()


@pytest.fixture
def document(people: Cast) -> Document:
    """A PDF of the University of Northport that only Northport sees."""
    return make_pdf_document(people.northport, RISK, PLAN, title="Risk assessment", body=make_body())


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a phone's browser without scripts, in which nobody is signed in."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_a_volunteer_finds_words_in_a_document_keeps_them_and_answers_with_them(
    page: Page, live_server: LiveServer, people: Cast, document: Document, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(page, people.asha)
    page.goto(f"{live_server.url}/desk/questions/new/")
    page.get_by_label("What do you want to know about each body?").fill("Does the action plan name an owner?")
    axe(page)
    page.get_by_role("button", name="Ask the question").click()
    expect(page.get_by_role("heading", name="Does the action plan name an owner?")).to_be_visible()
    axe(page)

    page.context.clear_cookies()
    sign_in(page, people.ben)
    page.goto(live_server.url + document.get_absolute_url())
    axe(page)
    page.get_by_label("Find words in this document").fill("plan owner")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("1 page with these words.")).to_be_visible()
    page.get_by_role("link", name="Page 2").click()
    expect(page.locator("mark.hit")).to_have_text(["plan", "owner"])
    page.wait_for_function(f"() => {{ {DRAWN} }}")
    assert page.locator(".page-picture rect.hit").count() == 2
    axe(page)

    page.evaluate(
        """() => {
          const text = document.querySelector("[data-passage]");
          const range = document.createRange();
          range.setStart(text.firstChild, 0);
          range.setEnd(text.lastChild, 1);
          getSelection().addRange(range);
        }"""
    )
    page.get_by_role("link", name="Link to these words").click()
    expect(page.locator("mark.chosen").first).to_be_visible()
    assert "".join(page.locator("mark.chosen").all_text_contents()) == "The action plan names no owner."
    axe(page)
    page.get_by_role("button", name="Save this passage").click()
    page.wait_for_url("**/passages/**")
    page.get_by_role("link", name="Use it to answer a question").click()
    page.wait_for_url("**/questions/")
    axe(page)
    page.get_by_role("link", name="Does the action plan name an owner?").click()
    page.get_by_label("No", exact=True).check()
    expect(page.get_by_label("The action plan names no owner.")).to_be_checked()
    axe(page)
    page.get_by_role("button", name="Save this answer").click()
    expect(page.get_by_text("Answer saved: University of Northport, no.")).to_be_visible()
    page.goto(f"{live_server.url}/desk/findings/northport/")
    expect(page.get_by_role("link", name="You have answered; waiting for a second reader")).to_be_visible()
    axe(page)


def test_a_reader_without_scripts_marks_words_and_finds_them_in_the_history(
    plain_page: Page, live_server: LiveServer, people: Cast, document: Document
) -> None:
    copy = make_public_copy(document, RISK, PLAN, "For the public")
    page = plain_page
    page.goto(f"{live_server.url}{copy.get_absolute_url()}pages/1/")
    page.get_by_text("Link to a passage").click()
    page.get_by_label("Type or paste the words of the passage").fill("staff training was last\nrenewed in 2022")
    page.get_by_role("button", name="Find these words").click()
    expect(page.locator("mark.chosen")).to_have_text("Staff training was last renewed in 2022")
    expect(page.locator("rect.chosen")).to_have_count(2)

    value = sessions.sign_in(people.asha).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page.reload()
    page.get_by_role("button", name="Save this passage").click()
    page.get_by_label("What does it show?").fill("Staff were last trained in 2022.")
    page.get_by_role("button", name="Add to the history of this body").click()
    expect(page.get_by_text("Passage added to the history of University of Northport.")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/bodies/university-of-northport/")
    page.get_by_role("link", name="Staff were last trained in 2022.").click()
    page.get_by_role("link", name="See it on the page").click()
    expect(page.locator("mark.chosen")).to_be_visible()


def test_a_reader_with_a_keyboard_turns_pages_and_copies_a_citation(
    page: Page, live_server: LiveServer, document: Document, axe: Axe
) -> None:
    copy = make_public_copy(document, RISK, PLAN, "For the public")
    page.goto(f"{live_server.url}{copy.get_absolute_url()}pages/1/")
    page.get_by_role("link", name="Next page").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Page 2")
    page.get_by_text("How to cite this").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("OSCOLA footnote")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy").first).to_be_focused()
    axe(page)


def test_a_visitor_follows_a_finding_to_its_words(
    page: Page, live_server: LiveServer, people: Cast, document: Document, axe: Axe
) -> None:
    copy = make_public_copy(document, RISK, PLAN, "For the public")
    passage = make_passage(copy.pages.get(number=2), "names no owner", by=people.asha)
    now = timezone.now()
    question = ask_question(
        group=people.northport, text="Is there an owner?", kind=AnswerKind.YES_NO, by=people.asha, now=now
    )
    show_findings(question=question, is_public=True, by=people.asha, now=now)
    body = document.body
    assert body
    for reader in (people.ben, people.asha):
        give_answer(question=question, body=body, value="no", passage=passage, by=reader, now=now)
    page.goto(f"{live_server.url}/questions/{question.pk}/")
    axe(page)
    page.get_by_role("heading", level=2).get_by_role("link").click()
    expect(page.get_by_text("Two readers agreed.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="University of Northport, Risk assessment, Page 2").click()
    page.wait_for_url("**/passages/**")
    axe(page)
    page.get_by_text("Show this passage on another site").click()
    expect(page.get_by_text("<blockquote cite=")).to_be_visible()
    page.get_by_role("link", name="See it on the page").click()
    expect(page.locator("mark.chosen")).to_have_text("names no owner")


def test_a_recording_waits_at_the_sentence_that_was_found(
    page: Page, live_server: LiveServer, people: Cast, sign_in: SignIn, axe: Axe
) -> None:
    recording = make_document(people.northport, content=sound_of(4), name="training.wav", media_type="audio/wav")
    make_page(
        recording,
        "Sign in first. Then tick the box.",
        source=TextSource.TRANSCRIPT,
        start_ms=0,
        end_ms=4000,
        words=(Word("Sign in first.", 0, 0, 2500, 0), Word("Then tick the box.", 2500, 0, 4000, 0)),
    )
    sign_in(page, people.ben)
    page.goto(f"{live_server.url}{recording.get_absolute_url()}pages/1/?q=box")
    page.wait_for_function("() => document.querySelector('audio').currentTime === 2.5")
    assert page.evaluate("document.querySelector('audio').paused") is True
    axe(page)
    page.get_by_role("link", name="Play from 0:00").click()
    played = "document.querySelector('audio').played"
    page.wait_for_function(f"() => {played}.length > 0 && {played}.start(0) < 1")
