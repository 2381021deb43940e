"""Whatever fails in the browser: nothing readable is sent, nothing typed is lost, and the page says so."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.sealed.lists import VECTORS, configuration, files_of_a_group, signed_manifest, utc_today
from tests.sealed.stand_in import Answer, Inbox, as_json
from tests.sealed.walks import (
    SENTINEL,
    arrived,
    come_back,
    give_words,
    keep_words,
    open_inbox,
    open_thread,
    read_and_write,
    send,
)

pytestmark = pytest.mark.browser
PQ, CLASSIC = ([one["recipient"] for one in VECTORS["keyholders"][kind]] for kind in ("pq", "x25519"))  # type: ignore[index]
TAGGED = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e"
BROKEN_LINE: Answer = (0, b"", "")


def changed(signed: dict[str, str]) -> dict[str, str]:
    return signed | {"manifest": signed["manifest"].replace("Keyholder 1", "Keyholder X")}


def a_day(days: int) -> str:
    return (utc_today().fromordinal(utc_today().toordinal() + days)).isoformat()


UNFIT: dict[str, tuple[dict[str, str], str]] = {
    "a mix of keys": (signed_manifest("pq", recipients=[PQ[0], CLASSIC[0]]), "mixes kinds of keys"),
    "a tagged key": (signed_manifest("x25519", recipients=[CLASSIC[0], TAGGED]), "is not as it must be"),
    "another signature": (changed(signed_manifest()), "does not carry the group’s signature"),
    "out of date": (signed_manifest(made_on=a_day(-40), valid_until=a_day(-1)), "out of date"),
}


def test_a_list_of_keyholders_that_does_not_fit_closes_the_inbox(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    page = somebody()
    for why, (signed, words) in UNFIT.items():
        inbox.files["manifest.json"] = json.dumps(signed).encode()
        page.goto(address)
        expect(page.get_by_role("alert"), why).to_contain_text(words)
        expect(page.get_by_role("button", name="write a message")).to_have_count(0)
        assert page.locator("#advice").count() == 1  # the advice before the form can still be read
    assert [path for _, path, _ in inbox.requests if "/api/" in path] == []


def test_a_page_that_comes_in_pieces_says_to_load_it_again(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures += ["ERR_EMPTY_RESPONSE", "ERR_CONNECTION", "ERR_SOCKET", "503"]
    for answer in (BROKEN_LINE, as_json(503, {"error": "busy"}), (200, b"{", "application/json")):
        inbox.fault = lambda _, path, said=answer: said if path.endswith("manifest.json") else None
        page = somebody()
        page.goto(address)
        expect(page.get_by_role("alert")).to_contain_text("Please load the page again.")
        expect(page.get_by_role("button", name="write a message")).to_have_count(0)


def test_a_full_inbox_says_so_before_anybody_writes_and_still_takes_twelve_words(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures += ["507"]
    inbox.fault = lambda _, path: as_json(507, {"error": "full"}) if path.endswith("api/challenge") else None
    page = somebody()
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("The inbox is full at the moment")
    expect(page.get_by_role("button", name="write a message")).to_have_count(0)
    expect(page.get_by_role("button", name="I have twelve words").first).to_be_visible()


def test_a_script_that_does_not_come_is_said_and_one_that_comes_takes_the_words_away(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures += ["404", "MIME type"]
    page = somebody(reduced_motion="reduce")  # at once; to others the words come after four seconds
    for where, missing in ((address, "source.js"), (address, "vendor.js"), (desk, "keyholder.js")):
        inbox.fault = lambda _, path, name=missing: (404, b"", "text/plain") if path.endswith(name) else None
        page.goto(where)
        expect(page.get_by_role("heading", name="This page has not started")).to_be_visible()
    inbox.fault = lambda _, path: None
    for where in (address, desk):
        page.goto(where)
        expect(page.locator("#not-begun")).to_have_count(0)
    page = somebody(java_script_enabled=False, reduced_motion="reduce")
    page.goto(address)
    expect(page.get_by_role("heading", name="Scripts are off in this browser")).to_be_visible()
    expect(page.get_by_role("heading", name="This page has not started")).to_be_hidden()


def test_a_browser_that_cannot_seal_to_these_keys_says_why_before_anything_is_written(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    inbox.files = files_of_a_group("x25519")
    page = somebody()
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")  # as on http:// addresses
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("begins with https://")
    expect(page.get_by_role("button", name="write a message")).to_have_count(0)
    inbox.files = files_of_a_group()
    page.goto(address)
    expect(page.get_by_role("button", name="write a message")).to_have_count(1)


def test_a_line_that_breaks_is_taken_up_again_and_every_chunk_is_sent_under_its_hash(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures += ["ERR_EMPTY_RESPONSE", "503", "ERR_CONNECTION", "ERR_SOCKET"]
    broken: set[str] = set()

    def fault(method: str, path: str) -> Answer | None:
        if (method in {"PUT", "POST"}) and path not in broken:
            broken.add(path)
            return BROKEN_LINE if len(broken) % 2 else as_json(503, {"error": "busy"})
        return None

    inbox.fault = fault
    page = somebody()
    send(page, address, "Through a bad line.", [{"name": "a.bin", "mimeType": "", "buffer": b"x" * 5_000_000}])
    assert len(broken) >= 5  # start, three chunks, finish
    assert len(inbox.messages) == 1


def test_a_refusal_sends_nothing_keeps_the_text_and_the_words_and_can_be_tried_again(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str], axe: Callable[[Page], None]
) -> None:
    expected_failures.append("507")
    inbox.fault = lambda method, _path: as_json(507, {"error": "full"}) if method == "PUT" else None
    page = somebody()
    read_and_write(page, address, SENTINEL, [{"name": "a.bin", "mimeType": "", "buffer": b"abc"}])
    words = keep_words(page)
    expect(page.get_by_role("alert")).to_contain_text("The inbox is full at the moment.")
    expect(page.get_by_role("alert")).to_contain_text("Your text and your files are still here")
    axe(page)
    assert inbox.messages == {}
    assert page.get_by_label("Your message").input_value() == SENTINEL
    inbox.fault = lambda _method, _path: None
    page.get_by_role("button", name="Go on").click()
    assert page.locator("#words li").all_inner_texts() == words
    page.get_by_role("button", name="I have written them down").click()
    give_words(page, words)
    arrived(page)
    assert SENTINEL.encode() not in b"".join(body for _, _, body in inbox.requests)


@pytest.mark.parametrize(
    "failing",
    [
        "crypto.subtle.digest = () => Promise.reject(new Error('no'))",
        "crypto.getRandomValues = () => { throw new Error('no') }",
    ],
    ids=["the hash", "the seal"],
)
def test_a_failing_or_missing_piece_of_cryptography_sends_nothing(
    inbox: Inbox, address: str, somebody: Callable[..., Page], failing: str
) -> None:
    page = somebody()
    read_and_write(page, address, SENTINEL)
    expect(page.locator("#words li")).to_have_count(12)
    words = page.locator("#words li").all_inner_texts()
    page.get_by_role("button", name="I have written them down").click()
    page.evaluate(f"() => {{ {failing} }}")
    give_words(page, words)
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong in this browser.")
    assert page.get_by_label("Your message").input_value() == SENTINEL
    assert inbox.messages == {}
    assert [path for method, path, _ in inbox.requests if method == "PUT"] == []


def test_a_page_whose_second_hand_does_not_come_does_the_work_itself(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures.append("404")
    inbox.fault = lambda _, path: as_json(404, {"error": "unknown"}) if path.endswith("worker.js") else None
    page = somebody()
    page.add_init_script("delete SubtleCrypto.supports")  # as in browsers that lack the cipher, and so need hands
    files = [{"name": name, "mimeType": "", "buffer": b"abc" * 1_000_000} for name in ("a.bin", "b.bin")]
    send(page, address, "By one hand.", files)
    assert any(path.endswith("worker.js") for _, path, _ in inbox.requests)
    assert len(inbox.messages) == 1


def test_a_page_without_the_browsers_own_cryptography_still_seals(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    """As on a plain-http onion address outside Tor Browser."""
    page = somebody()
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    words = send(page, address, "Sealed all the same.")
    come_back(page, address, words)
    expect(page.get_by_text("There is no answer yet.")).to_be_visible()


def test_a_lost_last_answer_is_settled_by_looking_under_the_code(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures += ["ERR_EMPTY_RESPONSE", "409", "ERR_CONNECTION", "ERR_SOCKET"]
    lost: list[str] = []

    def fault(_method: str, path: str) -> Answer | None:
        if path.endswith("/finish") and not lost:
            lost.append(path)
            inbox.finish(path.split("/")[-2], json.loads(inbox.requests[-1][2]))
            return BROKEN_LINE
        return None

    inbox.fault = fault
    send(somebody(), address, "Arrived once.")
    assert lost
    assert len(inbox.messages) == 1


def test_stopping_keeps_the_text_and_delivers_nothing(
    inbox: Inbox, address: str, somebody: Callable[..., Page], expected_failures: list[str]
) -> None:
    expected_failures.append("503")
    inbox.fault = lambda method, _path: as_json(503, {"error": "busy"}) if method == "PUT" else None
    page = somebody()
    read_and_write(page, address, SENTINEL)
    keep_words(page)
    page.get_by_role("button", name="Stop, and keep my text here").click()
    expect(page.get_by_role("alert")).to_contain_text("You stopped it.")
    assert page.get_by_label("Your message").input_value() == SENTINEL
    assert inbox.messages == {}


def test_a_list_that_changes_while_somebody_writes_is_shown_before_anything_is_sealed_to_it(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    page = somebody()
    read_and_write(page, address, SENTINEL)
    inbox.files["manifest.json"] = json.dumps(
        signed_manifest("pq", number=2, previous="0" * 64, changed_on=utc_today().isoformat(), recipients=PQ[:1])
    ).encode()
    keep_words(page)
    expect(page.get_by_role("alert")).to_contain_text("The list of keyholders has just changed")
    expect(page.locator("#who-changed")).to_be_visible()
    expect(page.locator("#who-number")).to_contain_text("1 keyholder of")
    page.get_by_role("button", name="I have read this: write a message").click()
    assert page.get_by_label("Your message").input_value() == SENTINEL
    page.get_by_role("button", name="Go on").click()
    keep_words(page)
    arrived(page)


def test_a_change_that_was_signed_long_ago_is_pointed_out_from_the_day_it_reached_the_server(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    signed_on = utc_today() - timedelta(days=40)
    held_back = signed_manifest("pq", number=2, previous="0" * 64, changed_on=signed_on.isoformat())
    for days, is_shown in ((29, True), (31, False)):
        received_on = utc_today() - timedelta(days=days)
        inbox.files["manifest.json"] = json.dumps(held_back | {"change_received_on": received_on.isoformat()}).encode()
        page = somebody()
        page.goto(address)
        page.get_by_role("button", name="I have read this: write a message").wait_for()
        expect(page.locator("#who-changed")).to_be_visible(visible=is_shown)
        page.close()


def test_a_forged_reply_is_named_and_not_shown(inbox: Inbox, address: str, somebody: Callable[..., Page]) -> None:
    page = somebody()
    words = send(page, address, "First.")
    (thread,) = inbox.threads.values()
    forged: Any = thread["replies"]
    forged.append({"id": "0" * 32, "sealed": "YWdlLWVuY3J5cHRpb24ub3JnL3YxCg=="})
    come_back(page, address, words)
    expect(page.get_by_text("1 answer was not written by somebody who could read")).to_be_visible()
    expect(page.get_by_text("There is no answer yet.")).to_be_visible()


def test_swapped_and_cut_messages_are_refused_without_a_byte_shown(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    page = somebody()
    for number in (1, 2):
        send(page, address, f"{SENTINEL} {number}")
    one, other = inbox.messages
    inbox.messages[one][0] = inbox.messages[one][0][:-1]
    thread_of_other = next(thread for thread in inbox.threads.values() if thread["messages"] == [("source", other)])
    inbox.messages["ab" * 16] = inbox.messages[other]
    messages: Any = thread_of_other["messages"]
    messages.append(("source", "ab" * 16))
    keyholder = somebody()
    open_inbox(keyholder, desk, VECTORS["keyholders"]["pq"][0]["identity"])  # type: ignore[index]
    open_thread(keyholder)
    expect(keyholder.get_by_text("It was changed or cut on the way. Nothing of it is shown.")).to_be_visible()
    expect(keyholder.get_by_text(SENTINEL)).to_have_count(0)
    expect(keyholder.get_by_label("Your answer")).to_be_hidden()
    keyholder.get_by_role("button", name="All threads").click()
    keyholder.get_by_role("button", name="Thread of").last.click()
    expect(keyholder.get_by_text(f"{SENTINEL} 2")).to_have_count(1)
    expect(keyholder.get_by_text("A message before it is missing, or it was played again.")).to_be_visible()


def test_a_number_that_nobody_checked_for_long_is_not_shown(
    inbox: Inbox, address: str, somebody: Callable[..., Page]
) -> None:
    config: Any = configuration()
    config["advice"]["checked_on"] = a_day(-401)
    inbox.files["config.json"] = json.dumps(config).encode()
    page = somebody()
    page.goto(address)
    expect(page.get_by_text("We have not checked the number for a long time")).to_be_visible()
    expect(page.get_by_text(config["advice"]["phone"])).to_have_count(0)
