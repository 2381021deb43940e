"""Is what a server delivers what the group signed, and does it hide no change of keyholders? Says what differs.

Fetching and the check of the signature are left to others.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.rules.sealed.manifest import ManifestRefused, read_manifest

A_DAY = timedelta(days=1)  # two clocks may differ by so much
LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._/-]*)")
MOST_FILES = 500


class NoHashList(ValueError):
    """This is no list of hashes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as it was signed: `other` or `missing`."""

    name: str
    what: str


def read_hashes(text: str) -> dict[str, str]:
    """Return the signed hash of each file by its name; no name leads out of the page's folder. Raises: NoHashList"""
    hashes: dict[str, str] = {}
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        if not match or ".." in match[2] or "//" in match[2] or match[2] in hashes:
            raise NoHashList
        hashes[match[2]] = match[1]
    if not 0 < len(hashes) <= MOST_FILES:
        raise NoHashList
    return hashes


def compare(signed: dict[str, str], found: dict[str, str | None]) -> list[Difference]:
    """Return the files that differ; `found` holds the hash of each file as it was delivered, None where it was not."""
    return [
        Difference(name, "missing" if found.get(name) is None else "other")
        for name, digest in sorted(signed.items())
        if found.get(name) != digest
    ]


@dataclass(frozen=True, slots=True)
class LogSeen:
    """What a key log says of its changes: what is wrong with the days, and the last change while it is news."""

    wrong: tuple[str, ...]
    news: str


def read_log(log: bytes, *, root: str, today: date, known: bytes = b"", known_on: date | None = None) -> LogSeen:
    """Check the days on which a server says that changes reached it. Notices of 30 days are counted from them.

    `known` is the log as it was seen on `known_on`: what was not in it then cannot have come before.
    """
    wrong: list[str] = []
    news, keys, received = "", frozenset[str](), date.min
    for at, line in enumerate(log.splitlines()):
        try:
            said = json.loads(line)
            one, day = read_manifest(said["manifest"], root=root), date.fromisoformat(said["change_received_on"])
        except (ManifestRefused, ValueError, KeyError, TypeError, AttributeError):
            return LogSeen((*wrong, f"list {at + 1} of the key log could not be read, or has no day of receipt"), "")
        changed = one.keys != keys
        earliest = one.made_on - A_DAY
        if known_on and at >= len(known.splitlines()):
            earliest = max(earliest, known_on - A_DAY)
        if not (earliest <= day <= today + A_DAY if changed else day == received):
            wrong.append(f"list {one.number} is said to have come on {day}, which is impossible")
        if one.is_news(today, received_on=day):
            news = f"the keyholders changed on {one.changed_on}, and the server received the change on {day}"
        keys, received = one.keys, day
    return LogSeen(tuple(wrong), news)
