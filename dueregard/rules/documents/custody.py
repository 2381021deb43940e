"""Decides what a line of the custody log is in bytes, how lines hang together, and whether a log holds.

A line's hash covers the hash of the line before and the hash of its own content. So a line may be shown to a stranger
without its content, and the log can still be followed from end to end. Pure: knows no database and no clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

FORMAT = "dueregard-custody-1"
START = "0" * 64  # what the first line names as the hash before it
HEX = set("0123456789abcdef")
FIELDS = ("number", "at", "did", "document", "sha256", "by", "details")
MOST_PROBLEMS = 100


class NotCanonical(ValueError):
    """The details hold something that two programs could write in two ways."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a line says: the number counts from 1, `at` is an instant, `document` and `by` are ids or empty."""

    number: int
    at: datetime
    did: str
    document: str
    sha256: str
    by: str
    details: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the line as it stands in an exported log."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "did": self.did,
            "document": self.document,
            "sha256": self.sha256,
            "by": self.by,
            "details": dict(self.details),
        }


@dataclass(slots=True)
class Verdict:
    """What following a log showed: how many lines, the hash of the last, and each fault in a sentence."""

    lines: int = 0
    withheld: int = 0
    head: str = ""
    problems: list[str] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)  # of the bytes that the log speaks of

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found wrong."""
        return not self.problems


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the one way in which a line is written: JSON, sorted keys, no spaces, UTF-8. Raises: NotCanonical"""
    _refuse_what_is_not_exact(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def content_hash(content: Content) -> str:
    """Return the SHA-256 of a line's content, in hexadecimal. Raises: NotCanonical"""
    return sha256(canonical(content.as_json())).hexdigest()


def link(previous: str, content: str) -> str:
    """Return the hash of a line from the hash of the line before and the hash of its content, all in hexadecimal."""
    return sha256(f"{previous}{content}".encode("ascii")).hexdigest()


def root_statement(number: int, digest: str) -> bytes:
    """Return the words that an authority puts its time to: the state of the log after a line."""
    return f"{FORMAT}\n{number}\n{digest}\n".encode("ascii")


def exported_log(lines: Iterable[tuple[Content, str, str, bool]], *, number: int, head: str) -> Iterator[str]:
    """Yield a log as lines of JSON: a head that names its end, then each line; where told, without its content.

    Takes (content, hash before, hash, whether the content is shown), in order of their numbers.
    """
    yield json.dumps({"format": FORMAT, "number": number, "head": head})
    for content, previous, digest, is_shown in lines:
        said = content.as_json() if is_shown else {"number": content.number, "content": content_hash(content)}
        yield json.dumps({**said, "previous": previous, "digest": digest}, ensure_ascii=False, sort_keys=True)


def verify_log(lines: Iterable[str]) -> Verdict:
    """Follow an exported log from its first line to its last. Never raises: whatever is wrong is a problem."""
    verdict, promised, last = Verdict(), None, 0
    for place, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        row = _parsed(text)
        if row is None:
            _note(verdict, f"Line {place} of the file is not a line of a custody log.")
        elif promised is None:
            promised = row
            if row.get("format") != FORMAT:
                _note(verdict, f"The file does not start like a custody log of the form {FORMAT}.")
        else:
            last = _follow(verdict, row, place, last)
    if promised is None:
        _note(verdict, "The file is empty.")
    elif (promised.get("number"), promised.get("head")) != (last, verdict.head or START):
        _note(verdict, "The log does not end where its first line says: lines at its end are missing or were added.")
    return verdict


def _follow(verdict: Verdict, row: dict[str, Any], place: int, last: int) -> int:
    """Check one line against the one before; return its number, or the one it should have."""
    number, previous, digest = row.get("number"), row.get("previous"), row.get("digest")
    verdict.lines += 1
    if not isinstance(number, int) or not _is_hash(previous) or not _is_hash(digest):
        _note(verdict, f"Line {place} of the file is incomplete.")
        return last + 1
    if verdict.lines > 1 or number == 1:  # a part of a log may begin later
        if number != last + 1:
            _note(verdict, f"Line {number} is where line {last + 1} should be.")
        if previous != (verdict.head or START):
            _note(verdict, f"Line {number} does not follow from the line before it.")
    if "content" in row:
        verdict.withheld += 1
        content = row["content"]
    else:
        content = _content_of(row)
        verdict.hashes.add(str(row.get("sha256", "")))
    if not _is_hash(content) or link(str(previous), str(content)) != digest:
        _note(verdict, f"Line {number} was changed: its hash is different.")
    verdict.head = str(digest)
    return number


def _content_of(row: dict[str, Any]) -> str:
    try:
        return sha256(canonical({name: row[name] for name in FIELDS})).hexdigest()
    except (KeyError, NotCanonical, UnicodeEncodeError):
        return ""


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= HEX


def _note(verdict: Verdict, problem: str) -> None:
    if len(verdict.problems) < MOST_PROBLEMS:
        verdict.problems.append(problem)


def _refuse_what_is_not_exact(value: object) -> None:
    """Let through what every JSON writer writes alike: texts, whole numbers, true, false, null, lists and objects."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"a key is a {type(key).__name__}")
            _refuse_what_is_not_exact(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_what_is_not_exact(inner)
    elif isinstance(value, str):
        if "\0" in value:
            raise NotCanonical("a text holds a NUL")
    elif value is not None and not isinstance(value, int):
        raise NotCanonical(f"a value is a {type(value).__name__}")
