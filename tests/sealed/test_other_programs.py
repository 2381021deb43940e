"""What the browser seals, other people's programs open, and the other way round: `age` 1.3, and pyrage for X25519."""

import hashlib
import hmac
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Page, expect

from tests.age_program import age_folder
from tests.builders_sealed import content_hash
from tests.sealed.lists import VECTORS, files_of_a_group, utc_today
from tests.sealed.stand_in import Inbox
from tests.sealed.walks import come_back, open_inbox, open_thread, said_by, saved, send

pytestmark = pytest.mark.browser
SIZES = [0, 1, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577, 4_194_303, 4_194_304, 4_194_305]


OWN_CIPHER = """
const asked = []; window.asked = asked;
const own = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = async function (how, ...rest) {
  const sealed = new Uint8Array(await own.call(this, how, ...rest));
  asked.push(sealed.length);
  CHANGE
  return sealed.buffer;
};
"""
CIPHERS = {  # what the browser's own does, and of how many chunks of a file of 3 MiB it is asked at least and at most
    "works": ("", 48, 60),
    "always answers wrong": ("sealed[0] ^= 1;", 1, 1),
    "answers wrong after the published question": ("if (asked.length > 1) sealed[9] ^= 1;", 2, 2),
    "fails in the middle": ("if (asked.length > 20) throw new Error('gone');", 21, 60),
    "gives too little in the middle": ("if (asked.length > 20) return sealed.slice(1).buffer;", 21, 60),
}


def age(*arguments: str, given: bytes) -> bytes:
    return subprocess.run([age_folder() / "age", *arguments], input=given, capture_output=True, check=True).stdout


def opened_by_age(sealed: bytes, identity: str, folder: Path) -> bytes:
    key = folder / "key.txt"
    key.write_text(identity + "\n")
    return age("-d", "-i", str(key), given=sealed)


def opened_by_pyrage(sealed: bytes, identity: str) -> bytes:
    return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])


def framed(body: dict[str, object], mac_key: str) -> bytes:
    """Return the plaintext of a keyholder's reply, by the rules of the protocol and the standard library alone."""
    text = json.dumps(body)
    mac = hmac.digest(bytes.fromhex(mac_key), b"dueregard/inbox/v1/reply\n" + text.encode(), "sha256").hex()
    envelope = json.dumps({"body": text, "mac": mac}).encode()
    return (len(envelope).to_bytes(4, "big") + envelope).ljust(16_384, b"\0")


def reply_to(first: dict[str, object], text: str) -> bytes:
    body = {"v": 1, "kind": "reply", "group": first["group"], "thread": first["thread"], "seq": 0, "prev": None}
    return framed(body | {"day": utc_today().isoformat(), "text": text}, str(first["reply_mac"]))


def add_reply(inbox: Inbox, sealed: bytes) -> None:
    (thread,) = inbox.threads.values()
    inbox.desk("POST", f"api/threads/{thread['id']}/replies", sealed)


def test_files_of_every_awkward_size_are_opened_by_age_and_age_answers(
    inbox: Inbox, address: str, somebody: Callable[..., Page], tmp_path: Path
) -> None:
    chosen = []
    for size in SIZES:
        path = tmp_path / f"{size}.bin"
        path.write_bytes(hashlib.shake_128(str(size).encode()).digest(size))
        chosen.append(path)
    words = send(somebody(), address, "Eleven files.", chosen)
    identities = [one["identity"] for one in VECTORS["keyholders"]["pq"]]  # type: ignore[index]
    (sealed,) = inbox.messages.values()
    first = said_by(opened_by_age(sealed[0], identities[0], tmp_path))
    assert first["text"] == "Eleven files."
    assert [one["size"] for one in first["files"]] == SIZES
    for described, original, one in zip(first["files"], chosen, sealed[1:], strict=True):
        plain = opened_by_age(one, identities[1], tmp_path)
        assert plain[: described["size"]] == original.read_bytes()
        assert plain[described["size"] :].strip(b"\0") == b""
        assert content_hash(original.read_bytes()) == described["content_sha256"]
    add_reply(inbox, age("-r", first["reply_to"], given=reply_to(first, "Sealed by age.")))
    source = somebody()
    come_back(source, address, words)
    expect(source.get_by_text("Sealed by age.")).to_be_visible()
    source.get_by_text("Read answers without this page").click()
    key = source.locator("#thread-identity").inner_text()
    reply = inbox.messages[list(inbox.messages)[-1]][0]
    assert said_by(opened_by_age(reply, key, tmp_path))["text"] == "Sealed by age."


def test_a_group_with_x25519_keys_is_opened_by_pyrage_and_pyrage_answers(
    inbox: Inbox, address: str, desk: str, somebody: Callable[..., Page]
) -> None:
    inbox.files = files_of_a_group("x25519")
    identities = [one["identity"] for one in VECTORS["keyholders"]["x25519"]]  # type: ignore[index]
    files = [{"name": "notes.txt", "mimeType": "text/plain", "buffer": b"To be read."}]
    words = send(somebody(), address, "For older programs.", files)
    (sealed,) = inbox.messages.values()
    first = said_by(opened_by_pyrage(sealed[0], identities[1]))
    assert first["text"] == "For older programs."
    assert opened_by_pyrage(sealed[1], identities[0]).startswith(b"To be read.\0")
    keyholder = somebody()
    open_inbox(keyholder, desk, identities[0])
    open_thread(keyholder)
    assert saved(keyholder, "001.txt") == b"To be read."
    recipient = pyrage.x25519.Recipient.from_str(first["reply_to"])
    add_reply(inbox, pyrage.encrypt(reply_to(first, "Sealed by pyrage."), [recipient]))
    source = somebody()
    come_back(source, address, words)
    expect(source.get_by_text("Sealed by pyrage.")).to_be_visible()


@pytest.mark.parametrize("what", CIPHERS)
def test_what_the_browsers_own_cipher_seals_or_does_not_seal_age_opens(
    inbox: Inbox, address: str, somebody: Callable[..., Page], tmp_path: Path, what: str
) -> None:
    change, least, most = CIPHERS[what]
    page = somebody()
    page.add_init_script(OWN_CIPHER.replace("CHANGE", change))
    content = hashlib.shake_128(b"cipher").digest(3 * 1_048_576)
    file = tmp_path / "recording.bin"
    file.write_bytes(content)
    send(page, address, "One file.", [file])
    assert least <= len(page.evaluate("window.asked")) <= most
    (sealed,) = inbox.messages.values()
    key = VECTORS["keyholders"]["pq"][0]["identity"]  # type: ignore[index]
    (described,) = said_by(opened_by_age(sealed[0], key, tmp_path))["files"]
    assert described["content_sha256"] == content_hash(content)
    assert opened_by_age(sealed[1], key, tmp_path)[: len(content)] == content
