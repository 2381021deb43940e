"""The second message of a thread comes from the source of the first, straight after it; else not a byte is shown."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dueregard_keyholder.opening import Opened, open_thread
from dueregard_keyholder.programs import read_identity

from dueregard.rules.sealed.upload import tag_of
from tests.builders_inbox import OfflineKey
from tests.builders_sealed import seal, shared_keys
from tests.builders_source import MESSAGE, Source, framed

KEYS = 2
Cheat = Callable[[Source, bytes, Source], list[bytes]]


def somebody(root: str, entropy: bytes) -> Source:
    recipients = tuple(key.recipient for key in shared_keys(KEYS))
    return Source(root, recipients, entropy, reply_key=shared_keys(3)[2])


def opened(messages: list[bytes], root: str, folder: Path) -> Opened:
    """Open these messages as one thread, as the command does once they are fetched."""
    identity, to = folder / "key.txt", folder / "opened"
    identity.write_text(shared_keys(KEYS)[0].identity + "\n")
    to.mkdir()
    listed = []
    for number, sealed in enumerate(messages):
        own = folder / f"{number:032x}"
        own.mkdir()
        (own / "0.age").write_bytes(sealed)
        listed.append({"id": own.name, "from": "source", "files": []})
    group = sha256(bytes.fromhex(root)).hexdigest()
    key = read_identity(identity)
    return open_thread({"messages": listed}, sealed=folder, identity=key, group=group, chunk=4_194_304, to=to)


def in_place_of_the_second(source: Source, **changed: object) -> bytes:
    return source.sealed("two", **changed)[0]


def forged(source: Source, first: bytes, other: Source) -> list[bytes]:
    """Sign a fitting second message with a key of one's own, which the message itself names."""
    own = Ed25519PrivateKey.generate()
    words = json.dumps(source.body("two", [], sign=own.public_key().public_bytes_raw().hex()))
    envelope = {"body": words, "sig": own.sign(MESSAGE + words.encode()).hex()}
    return [first, seal(framed(envelope), *source.recipients)]


def reordered(source: Source, first: bytes, other: Source) -> list[bytes]:
    second, third = (source.sealed(text)[0] for text in ("two", "three"))
    return [first, third, second]


CHEATS: dict[str, tuple[Cheat, str]] = {
    "replayed": (lambda source, first, other: [first, first], "sequence"),
    "reordered": (reordered, "sequence"),
    "the first of another thread": (lambda source, first, other: [first, other.sealed("theirs")[0]], "signature"),
    "forged": (forged, "signature"),
    "under another thread's number": (
        lambda source, first, other: [first, in_place_of_the_second(source, thread=tag_of(other.lookup))],
        "thread",
    ),
    "to another group": (
        lambda source, first, other: [first, in_place_of_the_second(source, group="0" * 64)],
        "group",
    ),
    "after another first message": (
        lambda source, first, other: [first, in_place_of_the_second(source, prev="0" * 64)],
        "previous",
    ),
    "one left out": (lambda source, first, other: [first, *(source.sealed(text)[0] for text in "23")][::2], "sequence"),
}


@pytest.mark.parametrize("what", CHEATS)
def test_a_second_message_that_does_not_follow_the_first_is_refused_and_nothing_of_it_is_written(
    what: str, tmp_path: Path
) -> None:
    root = OfflineKey().root
    source, other = somebody(root, b"\x11" * 16), somebody(root, b"\x22" * 16)
    cheat, reason = CHEATS[what]
    result = opened(cheat(source, source.sealed("one")[0], other), root, tmp_path)
    assert result.refused[0] == f"message 2: {reason}"
    assert result.written == ["message-01.txt"]
    assert [path.name for path in (tmp_path / "opened").iterdir()] == ["message-01.txt"]


def test_the_second_message_of_a_thread_without_its_first_is_refused(tmp_path: Path) -> None:
    root = OfflineKey().root
    source = somebody(root, b"\x11" * 16)
    source.sealed("one")
    result = opened([source.sealed("two")[0]], root, tmp_path)
    assert result.refused == ["message 1: signature"]
    assert list((tmp_path / "opened").iterdir()) == []


def test_a_thread_that_follows_opens_whole(tmp_path: Path) -> None:
    root = OfflineKey().root
    source = somebody(root, b"\x11" * 16)
    result = opened([source.sealed(text)[0] for text in ("one", "two", "three")], root, tmp_path)
    assert result.refused == []
    assert result.written == ["message-01.txt", "message-02.txt", "message-03.txt"]
