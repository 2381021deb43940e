"""The words of the protocol on the keyholder's side, as values: lists, frames, messages, names. Touches nothing.

Source: docs/reference/sealed-protocol.md.
"""

import hmac
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from dueregard_keyholder.problems import Problem, Refused

MANIFEST, RELEASE = b"dueregard/inbox/v1/manifest\n", b"dueregard/inbox/v1/release\n"
MESSAGE, REPLY = b"dueregard/inbox/v1/message\n", b"dueregard/inbox/v1/reply\n"
FINGERPRINT = b"dueregard/inbox/v1/fingerprint\n"
CONTENT = b"dueregard/inbox/v1/content\n"
PIECE = 1024 * 1024  # bytes of a content that are hashed at once
ID, HASH = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")
FRAMES = (16_384, 65_536, 262_144)
LEAST_FILE = 4096
SHAPES = {"pq": ("age1pq1", 1959), "x25519": ("age1", 62)}
RECIPIENT = re.compile(r"age1(pq1)?[02-9ac-hj-np-z]+")
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/gif": "gif", "image/webp": "webp",
    "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/wav": "wav", "audio/ogg": "ogg", "audio/flac": "flac",
    "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm",
    "application/pdf": "pdf", "text/plain": "txt", "text/csv": "csv", "application/zip": "zip",
    "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}  # fmt: skip


@dataclass(frozen=True)
class Before:
    """What a thread looked like until now."""

    thread: str
    sign: str
    seq: int
    hash: str


def saved_name(number: int, kind: str) -> str:
    """Return what a file is called on this machine. Nothing of it comes from a name in a message."""
    return f"{number:03}.{ENDINGS.get(kind, 'bin')}"


def checked_id(value: object) -> str:
    """Return an id, which may then be a part of an address or a path. Raises: Problem"""
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise Problem("The server sent an id that is none. Nothing was fetched or written; tell your group.")
    return value


def kind_of(recipients: list[str]) -> str:
    """Return the one kind of these recipients. Raises: Problem"""
    kinds = {kind for one in recipients for kind in [_kind(one)]}
    if not 1 <= len(recipients) <= 10 or len(set(recipients)) != len(recipients):
        raise Problem("A list has one to ten recipients, each once.")
    if len(kinds) != 1 or None in kinds:
        raise Problem("All recipients must be post-quantum (age1pq1…), or all X25519 (age1…). No other kind is taken.")
    return str(kinds.pop())


def _kind(recipient: str) -> str | None:
    if not RECIPIENT.fullmatch(recipient):
        return None
    return next(
        (k for k, (start, length) in SHAPES.items() if recipient.startswith(start) and len(recipient) == length), None
    )


def fingerprint(key: bytes) -> str:
    """Return the eight words of a key."""
    words = word_list()
    bits = int.from_bytes(sha256(FINGERPRINT + key).digest()[:11], "big")
    return " ".join(words[bits >> 11 * place & 2047] for place in range(7, -1, -1))


@cache
def word_list() -> list[str]:
    """Return the English BIP39 words, in their order."""
    return (Path(__file__).parent / "bip39_english.txt").read_text(encoding="ascii").split()


def meant(typed: str) -> str:
    """Return the word of the list that somebody says or writes, spelled as in Britain or shortened; or empty."""
    word = unicodedata.normalize("NFKC", typed).lower()
    spelled = (Path(__file__).parent / "british.txt").read_text(encoding="utf-8").splitlines()
    known = {one: one for one in word_list()} | dict(line.split(" ") for line in spelled)
    found = {known[one] for one in known if one == word or (len(word) >= 4 and one.startswith(word))}
    return known.get(word) or (found.pop() if len(found) == 1 else "")


def new_list(
    root: str, recipients: list[str], last: dict[str, Any] | None, last_text: str, today: date, days: int
) -> str:
    """Return the text of the next list of keyholders. Who was in the last keeps the day since when."""
    kind = kind_of(recipients)
    old = {one["recipient"]: one["since"] for one in last["keyholders"]} if last else {}
    changed = last is None or set(old) != set(recipients)
    said = {
        "v": 1,
        "group": sha256(bytes.fromhex(root)).hexdigest(),
        "number": last["number"] + 1 if last else 1,
        "made_on": today.isoformat(),
        "changed_on": today.isoformat() if changed or not last else last["changed_on"],
        "valid_until": (today + timedelta(days=days)).isoformat(),
        "kind": kind,
        "previous": sha256(last_text.encode()).hexdigest() if last else None,
        "keyholders": [
            {"label": f"Keyholder {number}", "recipient": one, "since": old.get(one, today.isoformat())}
            for number, one in enumerate(recipients, 1)
        ],
    }
    return json.dumps(said, ensure_ascii=False)


def frame(text: str) -> bytes:
    """Return the padded plaintext of a message. Raises: Problem"""
    content = text.encode()
    size = next((size for size in FRAMES if len(content) + 4 <= size), None)
    if size is None:
        raise Problem("The answer is too long: shorten it to about 200,000 letters. Nothing was sent.")
    return (len(content).to_bytes(4, "big") + content).ljust(size, b"\0")


def unframe(plain: bytes) -> str:
    """Return the text of a message. Raises: Refused"""
    length = int.from_bytes(plain[:4], "big")
    if len(plain) not in FRAMES or length > len(plain) - 4 or plain[4 + length :].strip(b"\0"):
        raise Refused("frame")
    try:
        return plain[4 : 4 + length].decode()
    except UnicodeDecodeError:
        raise Refused("frame") from None


def read_envelope(plain: bytes) -> tuple[dict[str, Any], str, str]:
    """Return the body of a message from a source, its exact text, and its signature. Raises: Refused"""
    try:
        envelope = json.loads(unframe(plain))
        text, signature = envelope["body"], envelope["sig"]
        text.encode()  # half of a pair of UTF-16 has no bytes that could have been signed
        body = json.loads(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("frame") from None
    if not isinstance(body, dict) or not isinstance(signature, str):
        raise Refused("shape")
    version = body.get("v")
    if version not in (1, 2) or isinstance(version, bool) or body.get("kind") != "message":
        raise Refused("shape")
    if not isinstance(body.get("text"), str):
        raise Refused("shape")
    return body, text, signature


def check_body(body: dict[str, Any], *, group: str, before: Before | None) -> None:
    """Refuse a message that does not come straight after the one before, in this thread, to this group."""
    if body.get("group") != group:
        raise Refused("group")
    if body.get("thread") != before.thread if before else not _is_hash(body.get("thread")):
        raise Refused("thread")
    if body.get("seq") != (before.seq + 1 if before else 0) or isinstance(body.get("seq"), bool):
        raise Refused("sequence")
    if body.get("prev") != (before.hash if before else None):
        raise Refused("previous")
    files = body.get("files")
    if not isinstance(files, list) or not all(_is_file(one, at, hash_name(body)) for at, one in enumerate(files, 1)):
        raise Refused("files")
    if before is None and not (isinstance(body.get("reply_to"), str) and _is_hash(body.get("reply_mac"))):
        raise Refused("reply key")


def hash_name(body: dict[str, Any]) -> str:
    """Return the name under which a message gives the hash of a file's content: of all of it, or over its pieces."""
    return "sha256" if body.get("v") == 1 else "content_sha256"


class ContentHash:
    """The hash of a content over its size and the hashes of its pieces, each of `PIECE` bytes but the last."""

    def __init__(self, size: int) -> None:
        """Begin for a content of so many bytes."""
        self._all = sha256(CONTENT + size.to_bytes(8, "big"))

    def update(self, piece: bytes) -> None:
        """Take the next piece."""
        self._all.update(sha256(piece).digest())

    def hexdigest(self) -> str:
        """Return the hash, as a message gives it."""
        return self._all.hexdigest()


def reply_envelope(body: dict[str, Any], mac_key: str) -> bytes:
    """Return the padded plaintext of an answer, with the code that only the source and we can make."""
    text = json.dumps(body, ensure_ascii=False)
    mac = hmac.digest(bytes.fromhex(mac_key), REPLY + text.encode(), "sha256").hex()
    return frame(json.dumps({"body": text, "mac": mac}, ensure_ascii=False))


def padded_size(length: int) -> int:
    """Return the Padmé size of a file."""
    length = max(length, LEAST_FILE)
    exponent = length.bit_length() - 1
    step = (1 << (exponent - exponent.bit_length())) - 1
    return (length + step) & ~step


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def _is_file(said: object, number: int, hash_name: str) -> bool:
    if not isinstance(said, dict) or said.get("number") != number or isinstance(said.get("number"), bool):
        return False
    size = said.get("size")
    sizes = isinstance(size, int) and not isinstance(size, bool) and 0 <= size <= 8 * 1024**3
    return (
        sizes
        and _is_hash(said.get(hash_name))
        and _is_hash(said.get("sealed_sha256"))
        and isinstance(said.get("type"), str)
        and isinstance(said.get("name", ""), str)
    )
