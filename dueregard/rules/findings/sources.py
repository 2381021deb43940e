"""What an answer may rest on: a passage of a document, a dated web page, or a minute, each so that it can be found.

Where the group's own copy of a page is kept, and who may open it, is decided in `records/evidence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000


class SourceKind(StrEnum):
    """What it is, apart from a passage."""

    WEB = "web"
    MINUTE = "minute"

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return {SourceKind.WEB: "a web page", SourceKind.MINUTE: "a minute"}[self]


class NotASource(ValueError):
    """What was typed does not say where the answer can be read; `field` is where to put it right."""

    def __init__(self, says: str, field: str) -> None:
        super().__init__(says)
        self.field = field


@dataclass(frozen=True, slots=True)
class SourceSaid:
    """What a reader says of a source that is no passage."""

    kind: SourceKind
    url: str = ""
    seen_on: date | None = None  # when the page was read
    meeting: str = ""  # whose minute
    met_on: date | None = None
    item: str = ""  # which item or page of the minute
    has_copy: bool = False  # the group keeps a copy as a document

    @property
    def day(self) -> date | None:
        """The day that the source bears."""
        return self.seen_on if self.kind is SourceKind.WEB else self.met_on


def checked(said: SourceSaid, today: date) -> SourceSaid:
    """Return a source that can be followed. Raises: NotASource"""
    url = said.url.strip()
    if url and not _is_web_address(url):
        raise NotASource("is not a web address. It begins with https:// or http://.", "url")
    if len(url) > LONGEST_ADDRESS:
        raise NotASource(f"is too long: at most {LONGEST_ADDRESS:,} characters.", "url")
    if said.kind is SourceKind.WEB:
        if not url:
            raise NotASource("Copy the address of the page from your browser.", "url")
        _past(said.seen_on, today, "seen_on", "Say on which day you read the page.")
    else:
        if not said.meeting.strip():
            raise NotASource("Say which body or committee met.", "meeting")
        _past(said.met_on, today, "met_on", "Say on which day it met.")
        if not url and not said.has_copy:
            raise NotASource("Give its address on the web, or choose the document that is your copy.", "url")
    return SourceSaid(
        said.kind, url, said.seen_on, " ".join(said.meeting.split()), said.met_on, said.item.strip(), said.has_copy
    )


def source_words(said: SourceSaid) -> str:
    """Return a source in words: "Cabinet, 3 March 2026, item 4", "example.org, read on 3 March 2026"."""
    if said.kind is SourceKind.WEB:
        host = (urlsplit(said.url).hostname or said.url).removeprefix("www.")
        return f"{host}, read on {_day(said.seen_on)}" if said.seen_on else host
    item = f", {said.item}" if said.item else ""
    return f"{said.meeting}, minutes of {_day(said.met_on)}{item}" if said.met_on else f"{said.meeting}{item}"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host and not any(sign.isspace() for sign in url)


def _past(day: date | None, today: date, field: str, missing: str) -> None:
    if day is None:
        raise NotASource(missing, field)
    if day > today:
        raise NotASource("is in the future.", field)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
