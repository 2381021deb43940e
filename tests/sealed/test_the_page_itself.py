"""The source's page without scripts, on paper, and with nothing of the visit left on the device."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.sealed.modules import SITE
from tests.sealed.stand_in import Answer, Inbox
from tests.sealed.walks import SENTINEL, photograph, read_and_write

pytestmark = pytest.mark.browser


def test_without_scripts_the_page_can_be_read_and_takes_only_sealed_files(
    address: str, somebody: Callable[..., Page]
) -> None:
    page = somebody(java_script_enabled=False)
    page.goto(address)
    expect(page.get_by_role("heading", name="Scripts are off in this browser")).to_be_visible()
    expect(page.get_by_role("heading", name="Who reads this")).to_be_visible()
    expect(page.get_by_label("Sealed files (.age)")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert page.locator("form:visible").get_attribute("action") == "api/plain"
    assert page.locator("button:visible").all_inner_texts() == ["Send the sealed files"]
    expect(page.get_by_role("link", name="Leave this page")).to_be_visible()


def test_the_words_print_alone(address: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    read_and_write(page, address, SENTINEL)
    page.emulate_media(media="print")
    expect(page.locator("#words li")).to_have_count(12)
    expect(page.locator("#words")).to_be_visible()
    for hidden in (".masthead", ".foot", ".exit", "#code-copy"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_text("Anyone who has these words can read the answers.")).to_be_visible()


def test_what_a_file_tells_is_shown_and_the_original_goes_only_when_asked(
    address: str, somebody: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = somebody()
    page.goto(address)
    page.get_by_role("button", name="I have read this: write a message").click()
    page.set_input_files(
        "#files",
        [
            {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photograph()},
            {"name": "slides.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
        ],
    )
    expect(page.get_by_text("2 files chosen.")).to_be_visible()
    expect(page.get_by_text("Place: 51.5000° N, 0.1250° W")).to_be_visible()
    expect(page.get_by_text("A PDF can name its author")).to_be_visible()
    expect(page.get_by_label("Send the original as well")).not_to_be_checked()
    for tick in page.get_by_label("Send the name of the file, too").all():
        expect(tick).not_to_be_checked()
    axe(page)
    page.get_by_role("button", name="Leave out slides.pdf").click()
    expect(page.get_by_text("A PDF can name its author")).to_have_count(0)


def test_wrong_words_are_explained_and_stay_typed(address: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    page.goto(address)
    page.get_by_role("button", name="I have twelve words").first.click()
    field = page.get_by_label("Type the words, in their order")
    for typed, words in [
        ("one two", "These are 2 words, and twelve are needed."),
        ("abandon " * 11 + "abandonn", "“abandonn” is not one of the words."),
        ("abandon " * 12, "These words do not belong together."),
    ]:
        field.fill(typed)
        page.get_by_role("button", name="Look for an answer").click()
        expect(page.locator("#return-error")).to_contain_text(words)
        assert field.input_value() == typed


def test_the_page_is_as_wide_as_a_narrow_phone(address: str, somebody: Callable[..., Page]) -> None:
    page = somebody(viewport={"width": 320, "height": 640})
    read_and_write(page, address, "x" * 300)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.get_by_role("button", name="Back").click()


def test_the_answers_to_the_form_without_scripts_look_and_read_like_the_page(
    inbox: Inbox, address: str, somebody: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = somebody()
    for name in ("sent", "not-sent", "busy", "closed"):
        answer: Answer = (200, (SITE / f"{name}.html").read_bytes(), "text/html; charset=utf-8")
        inbox.fault = lambda _, path, said=answer: said if path.endswith("/plain") else None
        page.goto(f"{address}api/plain")
        axe(page)
        assert page.evaluate("getComputedStyle(document.querySelector('.exit')).position") == "sticky"
        expect(page.get_by_role("link", name="Leave this page")).to_be_visible()


def test_opening_a_page_takes_few_requests(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    for where, ready in ((address, "I have read this: write a message"), (desk, "Open the inbox")):
        inbox.requests.clear()
        page = somebody()
        page.goto(where)
        page.get_by_role("button", name=ready).wait_for()
        page.wait_for_load_state("networkidle")
        asked = [path for _, path, _ in inbox.requests]
        assert len(asked) <= 12, asked


def test_no_name_of_a_script_hides_one_of_the_browser_from_another_module(somebody: Callable[..., Page]) -> None:
    """The modules of a script share one scope, so a module that means the browser's `open` would get another's."""
    page = somebody()  # empty, so without elements that have names of their own
    named = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
    names = sorted({name for script in SITE.glob("[!v]*.js") for name in named.findall(script.read_text())})
    assert len(names) > 300
    assert page.evaluate("names => [...names, 'open'].filter((one) => one in window)", names) == ["open"]
