"""The keyholder's page: keys are made and read on the device, closed as their holder likes, and sent nowhere."""

import re
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.age_program import OLD_AGE, age_folder, at_a_terminal
from tests.sealed.lists import VECTORS
from tests.sealed.stand_in import Inbox
from tests.sealed.walks import SENTINEL, arrived, come_back, keep_words, open_inbox, open_thread, saved, send, write

pytestmark = pytest.mark.browser
IDENTITY = VECTORS["keyholders"]["pq"][0]["identity"]  # type: ignore[index]
PASSPHRASE = "five words that nobody guesses"


def make_a_key(page: Page, desk: str, closed: str) -> tuple[bytes, str]:
    """Make a key on the page; return the file and its public half."""
    page.goto(desk)
    expect(page.locator("#list-root")).not_to_be_empty()
    page.get_by_role("button", name="Make a key").click()
    page.locator(f"input[name=closed][value={closed}]").check()
    if closed == "passphrase":
        page.locator("#new-pass").fill(PASSPHRASE)
        page.get_by_role("button", name="Make the key").click()
        expect(page.locator("#same-pass-error")).to_contain_text("The two are not the same.")
        page.locator("#same-pass").fill(PASSPHRASE)
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("heading", name="Your key")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the key file").click()
    return download.value.path().read_bytes(), page.get_by_label("Public half of your key").input_value()


def choose(page: Page, file: bytes, passphrase: str = "") -> None:
    """Choose a key file and open the inbox with it."""
    page.set_input_files("#key-file", [{"name": "key", "mimeType": "", "buffer": file}])
    if passphrase:
        page.get_by_label("Its passphrase").fill(passphrase)
    page.get_by_role("button", name="Open the inbox").click()


def test_a_key_is_made_closed_with_a_passphrase_and_opened_again(
    inbox: Inbox, desk: str, somebody: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = somebody()
    file, recipient = make_a_key(page, desk, "passphrase")
    axe(page)
    assert file.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert re.fullmatch(r"age1pq1[02-9ac-hj-np-z]{1952}", recipient)
    page.get_by_role("button", name="Back").click()
    choose(page, file, "another passphrase")
    expect(page.locator("#pass-error")).to_contain_text("This passphrase does not open the file.")
    choose(page, file, PASSPHRASE)
    expect(page.get_by_text("Your key is not on the list in force.")).to_be_visible()
    assert not any(body for method, _, body in inbox.requests if method != "GET")


def test_a_key_left_open_is_a_key_file_of_age_and_opens_when_age_has_closed_it(
    desk: str, somebody: Callable[..., Page], tmp_path: Path
) -> None:
    page = somebody()
    file, recipient = make_a_key(page, desk, "open")
    key = tmp_path / "key.txt"
    key.write_bytes(file)
    command = [age_folder() / "age-keygen", "-y", str(key)]
    public = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert public.strip() == recipient
    for armour in ([], ["-a"]):
        closed = tmp_path / f"key{len(armour)}.age"
        asked = [str(OLD_AGE), "-p", *armour, "-o", str(closed), str(key)]
        assert at_a_terminal(asked, [PASSPHRASE, PASSPHRASE])[0] == 0
        page.goto(desk)
        expect(page.locator("#list-root")).not_to_be_empty()
        choose(page, closed.read_bytes(), PASSPHRASE)
        expect(page.get_by_role("heading", name="Threads")).to_be_visible()


def test_a_passkey_closes_a_key_file_and_opens_it(desk: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    authenticator = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator | more})
    page.goto(desk.replace("127.0.0.1", "localhost"))
    file, _ = make_a_key(page, desk.replace("127.0.0.1", "localhost"), "passkey")
    assert file.startswith(b"age-encryption.org/v1\n-> age-encryption.org/fido2prf ")
    page.get_by_role("button", name="Back").click()
    choose(page, file)
    expect(page.get_by_role("heading", name="Threads")).to_be_visible()


def test_a_file_that_is_no_key_or_needs_a_plugin_is_refused_in_words(desk: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    page.goto(desk)
    expect(page.locator("#list-root")).not_to_be_empty()
    for file, words in [
        (b"hello", "There is no key in this file."),
        (b"AGE-PLUGIN-EVIL-1QQQ", "This key needs a program beside age."),
        (IDENTITY.encode()[:-1] + b"Q", "There is no key in this file."),
        (b"x" * 300_000, "This file is too big to be a key file."),
    ]:
        choose(page, file)
        expect(page.locator("#key-error")).to_contain_text(words)


def test_nothing_in_a_message_becomes_markup_or_the_name_of_a_file(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    source = somebody()
    source.goto(address)
    source.get_by_role("button", name="I have read this: write a message").click()
    source.get_by_label("Your message").fill(f"{attack} \u202e\u0000 {SENTINEL}")
    source.set_input_files("#files", [{"name": f"..%2f{attack}.exe", "mimeType": "text/html", "buffer": b"<b>hi</b>"}])
    source.get_by_label("Send the name of the file, too").check()
    source.get_by_role("button", name="Go on").click()
    keep_words(source)
    arrived(source)
    keyholder = somebody()
    keyholder.on("dialog", lambda dialog: pytest.fail(dialog.message))
    open_inbox(keyholder, desk, IDENTITY)
    open_thread(keyholder)
    expect(keyholder.get_by_text(SENTINEL)).to_contain_text(attack)
    assert keyholder.locator("#messages img, #messages script").count() == 0
    assert saved(keyholder, "001.bin") == b"<b>hi</b>"
    assert inbox.messages


def test_a_thread_pressed_while_the_list_is_asked_for_opens_as_the_new_list_has_it(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    source, keyholder, answered = somebody(), somebody(), threading.Event()
    words = send(source, address, "First.")
    open_inbox(keyholder, desk, IDENTITY)
    expect(keyholder.get_by_text("1 thread, 1 with something new.")).to_be_visible()
    come_back(source, address, words)
    source.get_by_role("button", name="Write again").click()
    write(source, "Second.")
    arrived(source)

    def fault(_method: str, path: str) -> None:
        if path.endswith("/threads"):
            answered.wait(60)

    inbox.fault = fault
    keyholder.get_by_role("button", name="Look again").click()
    keyholder.get_by_role("button", name="Thread of").click()
    answered.set()
    expect(keyholder.get_by_text("Second.")).to_be_visible()


def test_the_same_words_in_two_threads_are_named_as_played_again(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    send(somebody(), address, "Only once.")
    send(somebody(), address, "Somebody else.")
    (tag, thread), _ = inbox.threads.items()
    inbox.threads["22" * 32] = thread | {"id": "22" * 16}  # as anyone can do who has the sealed bytes
    page = somebody()
    open_inbox(page, desk, IDENTITY)
    expect(page.get_by_text("3 threads, 3 with something new.")).to_be_visible()
    notice = page.locator("#thread-notice")
    for place, shown in ((0, False), (1, False), (2, True), (0, True), (1, False)):
        page.get_by_role("button", name="Thread of").nth(place).click()
        expect(page.get_by_role("heading", name="A thread")).to_be_visible()
        assert notice.is_visible() is shown
        page.get_by_role("button", name="All threads").click()
        expect(page.get_by_text("3 threads")).to_be_visible()
    assert tag in inbox.threads


def test_a_test_of_the_group_is_marked_as_one(address: str, desk: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    page.goto(address)
    page.get_by_role("button", name="I have read this: write a message").click()
    page.get_by_text("For the group itself").click()
    page.get_by_label("This is a test.").check()
    write(page, "Does it arrive?")
    keep_words(page)
    arrived(page)
    keyholder = somebody()
    open_inbox(keyholder, desk, IDENTITY)
    open_thread(keyholder)
    expect(keyholder.get_by_text("An exercise of the group")).to_be_visible()


def test_files_of_a_thread_are_numbered_and_a_hand_sealed_one_is_shown_as_such(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    send(somebody(), address, "Two.", [{"name": n, "mimeType": "", "buffer": b"%PDF-1.4"} for n in ("a.pdf", "b.pdf")])
    keyholder = somebody()
    open_inbox(keyholder, desk, IDENTITY)
    open_thread(keyholder)
    assert saved(keyholder, "002.pdf") == b"%PDF-1.4"
    assert saved(keyholder, "001.pdf") == b"%PDF-1.4"
