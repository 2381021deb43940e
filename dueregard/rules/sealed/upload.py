"""What a sealed page says when it has sent everything: read strictly, and reckoned into the receipt.

Which chunks really lie on the disk is for the action to look at. Source: docs/reference/sealed-protocol.md, "Sending".
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

CHUNK_BYTES = 4 * 1024 * 1024  # every chunk of a part but its last
LARGEST_CHUNK = 8 * 1024 * 1024
MOST_FILES = 20
LARGEST_THREAD = 32 * 1024**3  # bytes as they lie on the disk
LARGEST_PART = 8 * 1024**3 + 64 * 1024**2  # the largest file, with header, nonce and tags
MOST_CHUNKS = -(-LARGEST_PART // CHUNK_BYTES)
MEMO_BYTES = 256
HASH = re.compile(r"[0-9a-f]{64}")
MEMO = re.compile(r"[0-9a-f]{512}")


class Malformed(Exception):
    """What was said does not have the shape that the protocol names."""


@dataclass(frozen=True, slots=True)
class PartSaid:
    """One part: its length in bytes, and the hash of each chunk in order."""

    size: int
    chunks: tuple[str, ...]

    @property
    def sealed_hash(self) -> bytes:
        """SHA-256 over the hashes of the chunks."""
        return sha256(b"".join(bytes.fromhex(one) for one in self.chunks)).digest()

    def length_of(self, index: int) -> int:
        """Return how long a chunk must be: all are of one length but the last."""
        return CHUNK_BYTES if index < len(self.chunks) - 1 else self.size - CHUNK_BYTES * (len(self.chunks) - 1)


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything that was sent; a first message names its thread's tag, a later one its lookup and the memo it saw."""

    parts: tuple[PartSaid, ...]
    memo: bytes
    thread: str
    lookup: str
    replaces: str

    @property
    def receipt(self) -> str:
        """What the page must have computed too before it shows success."""
        return sha256(b"".join(part.sealed_hash for part in self.parts)).hexdigest()


def read_finish(body: bytes) -> Finished:
    """Return what a page says it sent. Raises: Malformed"""
    said = read_object(body)
    parts, memo = said.get("parts"), said.get("memo")
    if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_FILES + 1:
        raise Malformed
    if not isinstance(memo, str) or not MEMO.fullmatch(memo):
        raise Malformed
    is_first = "thread" in said
    if is_first == ("lookup" in said or "replaces" in said):
        raise Malformed
    return Finished(
        parts=tuple(_part(one) for one in parts),
        memo=bytes.fromhex(memo),
        thread=hash_in(said, "thread") if is_first else "",
        lookup="" if is_first else hash_in(said, "lookup"),
        replaces="" if is_first else hash_in(said, "replaces"),
    )


def read_object(body: bytes) -> dict[str, Any]:
    """Return a JSON object of version 1. Raises: Malformed"""
    try:
        said = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(said, dict) or type(said.get("v")) is not int or said["v"] != 1:
        raise Malformed
    return said


def hash_in(said: dict[str, Any], member: str) -> str:
    """Return a member that is 32 bytes in lower-case hexadecimal. Raises: Malformed"""
    value = said.get(member)
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise Malformed
    return value


def tag_of(lookup: str) -> str:
    """Return what is kept of a lookup value: the hash of its 32 bytes, which nobody can guess."""
    return sha256(bytes.fromhex(lookup)).hexdigest()


def is_place(part: int, index: int) -> bool:
    """Tell whether a chunk may have this place in an upload."""
    return 0 <= part <= MOST_FILES and 0 <= index < MOST_CHUNKS


def _part(said: Any) -> PartSaid:
    size, chunks = (said.get("size"), said.get("chunks")) if isinstance(said, dict) else (None, None)
    if type(size) is not int or not isinstance(chunks, list) or not 0 < size <= LARGEST_PART:
        raise Malformed
    if len(chunks) != -(-size // CHUNK_BYTES) or not all(
        isinstance(one, str) and HASH.fullmatch(one) for one in chunks
    ):
        raise Malformed
    return PartSaid(size, tuple(chunks))
