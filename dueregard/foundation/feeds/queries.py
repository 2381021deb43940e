"""What a feed says of one thing that is new, and a calendar as a file. What is in them, each app knows itself."""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar

from dueregard.rules.text.lines import writable


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One entry. `key` is an address or URN that never changes; `at`, an instant, is when it became new to readers."""

    key: str
    title: str
    says: str
    url: str
    at: datetime


def calendar_file(calendar: Calendar) -> bytes:
    """Return a calendar as a file, without control signs: they are in no text of RFC 5545 (3.3.11, 3.1)."""
    written: bytes = calendar.to_ical()
    return writable(written.decode()).encode()
