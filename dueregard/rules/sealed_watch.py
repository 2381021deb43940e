"""Is what a server delivers what the group signed? Compares, and says what differs.

Fetching and the check of the signature are left to others.
"""

import re
from dataclasses import dataclass

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
