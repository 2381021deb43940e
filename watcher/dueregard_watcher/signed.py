"""What a group signs, read as values: the list of files, the list of keyholders, the log of all lists. Touches nothing.

Whether a signature is the group's says `signatures`. Source: docs/reference/sealed-protocol.md.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

MANIFEST, RELEASE = b"dueregard/inbox/v1/manifest\n", b"dueregard/inbox/v1/release\n"
NOTICE = timedelta(days=30)  # so long a change of keyholders is told
A_DAY = timedelta(days=1)  # two clocks may differ by so much
LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._/-]*)")
MOST_FILES = 500


class NotReadable(ValueError):
    """These bytes are not what they should be."""


@dataclass(frozen=True)
class KeyList:
    """One list of keyholders, with the server's word for the day on which its last change came."""

    text: str
    signature: str
    number: int
    made_on: date
    changed_on: date
    valid_until: date
    received_on: date
    previous: str
    recipients: tuple[str, ...]

    @property
    def hash(self) -> str:
        """Return what the next list names as its previous."""
        return sha256(self.text.encode()).hexdigest()


def read_hashes(content: bytes) -> dict[str, str]:
    """Return the signed hash of each file by its name; no name leads out of the page's folder. Raises: NotReadable"""
    hashes: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        match = LINE.fullmatch(line)
        if not match or ".." in match[2] or "//" in match[2] or match[2] in hashes:
            raise NotReadable
        hashes[match[2]] = match[1]
    if not 0 < len(hashes) <= MOST_FILES:
        raise NotReadable
    return hashes


def read_list(line: bytes, root: str) -> KeyList:
    """Return a list of keyholders as it is delivered. Raises: NotReadable"""
    try:
        outer = json.loads(line)
        said = json.loads(outer["manifest"])
        if said["group"] != sha256(bytes.fromhex(root)).hexdigest() or type(said["number"]) is not int:
            raise NotReadable
        outer["manifest"].encode()  # half a sign cannot have been signed
        return KeyList(
            outer["manifest"],
            str(outer["signature"]),
            said["number"],
            date.fromisoformat(said["made_on"]),
            date.fromisoformat(said["changed_on"]),
            date.fromisoformat(said["valid_until"]),
            date.fromisoformat(outer["change_received_on"]),
            said["previous"] or "",
            tuple(str(one["recipient"]) for one in said["keyholders"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotReadable from None


def read_log(log: bytes, root: str) -> list[KeyList]:
    """Return every list of a key log, oldest first. Raises: NotReadable"""
    lines = log.split(b"\n")
    if len(lines) < 2 or lines.pop():
        raise NotReadable
    return [read_list(line, root) for line in lines]


def wrong_in_log(lists: list[KeyList], today: date, known: int, known_on: date | None) -> list[str]:
    """Return what cannot be about the chain of lists and the days on which they came.

    `known` lists were seen on `known_on`; what was not there then cannot have come before.
    """
    wrong: list[str] = []
    previous, received, keys = "", date.min, frozenset[str]()
    for at, one in enumerate(lists):
        if one.number != at + 1 or one.previous != previous:
            wrong.append(f"list {at + 1} of the key log does not follow the one before it")
        changed = frozenset(one.recipients) != keys
        earliest = max(one.made_on, date.min + A_DAY) - A_DAY
        if known_on and at >= known:
            earliest = max(earliest, known_on - A_DAY)
        if not (earliest <= one.received_on <= today + A_DAY if changed else one.received_on == received):
            wrong.append(f"list {one.number} is said to have come on {one.received_on}, which is impossible")
        previous, received, keys = one.hash, one.received_on, frozenset(one.recipients)
    if lists and lists[-1].valid_until < today:
        wrong.append(f"the list of keyholders has been out of date since {lists[-1].valid_until}: nobody can send")
    return wrong


def news_in_log(lists: list[KeyList], today: date) -> list[str]:
    """Return the last change of keyholders while it is news. The first list changes nothing."""
    last = lists[-1] if lists else None
    if last is None or last.number == 1 or today - NOTICE > max(last.changed_on, last.received_on):
        return []
    return [
        f"the keyholders changed on {last.changed_on}, and the server received the change on {last.received_on}. "
        "If the group has not announced this elsewhere, ask them"
    ]


def read_config(content: bytes) -> dict[str, Any]:
    """Return the configuration of a page. Raises: NotReadable"""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise NotReadable from None
    if not isinstance(said, dict):
        raise NotReadable
    return said
