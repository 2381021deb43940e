"""A source sends a photo, keeps the words, comes back; a keyholder opens, saves, answers; the source deletes it all."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Page, expect

from tests.sealed.lists import VECTORS
from tests.sealed.stand_in import Inbox
from tests.sealed.walks import SENTINEL, arrived, come_back, open_inbox, open_thread, photograph, saved, send, write

pytestmark = pytest.mark.browser
KEYS = VECTORS["keyholders"]["pq"]


def test_send_a_photo_hear_back_write_again_and_delete(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    source, keyholder = somebody(), somebody(viewport={"width": 1280, "height": 900})
    original = photograph()
    photo = {"name": f"{SENTINEL}.jpg", "mimeType": "image/jpeg", "buffer": original}
    words = send(source, address, f"{SENTINEL}: the slides say so.", [photo])
    axe(source)
    assert source.context.cookies() == []
    assert source.evaluate(
        "[localStorage.length, sessionStorage.length, document.body.innerText.includes('slides')]"
    ) == [0, 0, False]

    open_inbox(keyholder, desk, KEYS[0]["identity"])  # type: ignore[index]
    axe(keyholder)
    open_thread(keyholder)
    expect(keyholder.get_by_text(f"{SENTINEL}: the slides say so.")).to_be_visible()
    expect(keyholder.get_by_text("notes removed by the sender")).to_be_visible()
    axe(keyholder)
    picture = saved(keyholder, "001.jpg")
    assert picture.startswith(b"\xff\xd8")
    assert SENTINEL.encode() not in picture
    assert Image.open(BytesIO(picture)).getexif() == {ExifTags.Base.Orientation: 6}
    assert Image.open(BytesIO(picture)).tobytes() == Image.open(BytesIO(original)).tobytes()
    keyholder.get_by_label("Your answer").fill("Thank you. <b>Which</b> date?\n\u05e9\u05dc\u05d5\u05dd")
    keyholder.get_by_role("button", name="Seal and send the answer").click()
    expect(keyholder.get_by_text("The answer is sealed and sent.")).to_be_visible()

    source = somebody()
    come_back(source, address, [word[:4].upper() for word in words])
    expect(source.get_by_text("Thank you. <b>Which</b> date?")).to_be_visible()
    axe(source)
    source.get_by_role("button", name="Write again").click()
    write(source, f"{SENTINEL}: on 3 November.")
    arrived(source)
    keyholder.get_by_role("button", name="All threads").click()
    open_thread(keyholder)
    expect(keyholder.get_by_text(f"{SENTINEL}: on 3 November.")).to_be_visible()

    come_back(source, address, words)
    source.get_by_role("button", name="Delete everything").click()
    axe(source)
    source.get_by_role("button", name="Delete everything").last.click()
    expect(source.get_by_role("heading", name="It is deleted")).to_be_visible()
    assert inbox.threads == {}
    come_back(source, address, words)
    expect(source.get_by_text("Nothing is kept under these words.")).to_be_visible()

    sent = b"".join(path.encode() + body for _, path, body in inbox.requests)
    for secret in [SENTINEL.encode(), *(" ".join(words[at : at + 2]).encode() for at in range(11))]:
        assert secret not in sent
    assert KEYS[0]["identity"].encode() not in sent  # type: ignore[index]


def test_the_keyboard_alone_suffices(address: str, somebody: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    page = somebody(color_scheme="dark")

    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if words in page.evaluate("(document.activeElement.innerText || '') + '|' + document.activeElement.id"):
                return
        raise AssertionError(f"no way to {words} by keyboard")

    page.goto(address)
    expect(page.get_by_role("button", name="I have read this: write a message")).to_be_visible()
    axe(page)
    tab_to("I have read this")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "write-title"
    axe(page)
    tab_to("|text")
    page.keyboard.type("By keys alone.")
    tab_to("Go on")
    page.keyboard.press("Enter")
    expect(page.locator("#words li")).to_have_count(12)
    words = page.locator("#words li").all_inner_texts()
    axe(page)
    tab_to("I have written them down")
    page.keyboard.press("Enter")
    expect(page.locator("#word-one")).to_be_focused()
    page.keyboard.type("nonsense")
    page.keyboard.press("Enter")
    expect(page.locator("#word-one-error")).to_contain_text("That is not word number")
    expect(page.locator("#word-one")).to_be_focused()
    axe(page)
    for which in ("one", "two"):
        number = int(page.locator(f"#word-{which}-label").inner_text().split()[-1])
        page.locator(f"#word-{which}").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(words[number - 1])
    page.keyboard.press("Enter")
    arrived(page)


def test_two_windows_send_side_by_side_with_codes_of_their_own(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    one = somebody()
    other = one.context.new_page()
    words = [send(page, address, f"From window {number}") for number, page in enumerate((one, other))]
    assert words[0] != words[1]
    assert len(inbox.threads) == 2


def test_leaving_goes_elsewhere_in_place_of_the_page(address: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    page.context.route("https://weather.example/", lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto("about:blank")
    page.goto(address)
    page.get_by_role("button", name="I have read this: write a message").click()
    page.get_by_label("Your message").fill(SENTINEL)
    page.get_by_role("link", name="Leave this page").last.click()
    expect(page).to_have_title("Weather")
    page.go_back()
    assert page.url == "about:blank"
