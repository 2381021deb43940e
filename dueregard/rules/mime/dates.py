"""Reads the date that a mail says it was sent on, in each form that mail programmes and gateways write.

Which day counts for the law is for `arrival` and the law: a reply counts when it came.
Source: RFC 5322, 3.3 and 4.3 (old years and zones), C's asctime, ISO 8601.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dueregard.rules.mime.text import decode

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d{1,9})?(?:\s*(?P<half>[AaPp][Mm])\b)?"
)
_MONTH = r"(?P<month>[A-Za-z]{3})[a-z]{0,9}\.?"
_ZONE = r"(?:(?:GMT|UTC)(?=[+-]))?(?P<zone>[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5})?"
_FORMS = (
    re.compile(rf"(?P<day>\d{{1,2}})[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{2,4}}),?\s+{_TIME}\s*{_ZONE}"),
    re.compile(
        rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+{_TIME}\s+(?:{_ZONE}\s+)?(?P<year>\d{{4}})\b"
        r"\s*(?P<zone_after>[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5})?"
    ),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}),?\s+{_TIME}\s*{_ZONE}"),
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})[T\s]+{_TIME}\s*{_ZONE}"),
)
_COMMENT = re.compile(r"\([^()]{0,200}\)")
# Hours from UTC of the zones that have a name all mean the same by.
# fmt: off
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2,
    "eet": 2, "eest": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}
# fmt: on
_MOST_OFFSET = timedelta(hours=15)
# No e-mail is older than e-mail itself, and an instant after this year is a mistake, not a date.
_FIRST_YEAR, _LAST_YEAR = 1980, 2199


@dataclass(frozen=True)
class SentAt:
    """The instant in UTC, and whether the date named its zone; without one it is read as UTC."""

    instant: datetime
    names_zone: bool


def sent_at_in(raw: bytes) -> SentAt | None:
    """The instant a Date field names; none where it names no possible one."""
    text = _COMMENT.sub(" ", decode(raw[:2_000], "").text)
    for form in _FORMS:
        if match := form.search(text):
            return _read(match.groupdict())
    return None


def instant_in(raw: bytes) -> datetime | None:
    """The same, the instant alone."""
    found = sent_at_in(raw)
    return found.instant if found else None


def _read(said: dict[str, str | None]) -> SentAt | None:
    month = said["month"] or ""
    number = int(month) if month.isdigit() else _month(month)
    year = _year(said["year"] or "")
    if not number or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    hour = int(said["hour"] or 0)
    if said["half"]:
        hour = hour % 12 + (12 if said["half"].lower() == "pm" else 0)
    second = min(int(said["second"] or 0), 59)  # a leap second is the one before it
    offset = _offset(said.get("zone") or said.get("zone_after") or "")
    try:
        local = datetime(year, number, int(said["day"] or 0), hour, int(said["minute"] or 0), second, tzinfo=UTC)
        return SentAt(local - (offset or timedelta()), offset is not None)
    except (ValueError, OverflowError):
        return None


def _month(name: str) -> int:
    known = name[:3].lower()
    return _MONTHS.index(known) + 1 if known in _MONTHS else 0


def _year(said: str) -> int:
    """RFC 5322, 4.3: two digits up to 49 are of this century; three count from 1900."""
    year = int(said)
    if len(said) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(said) == 3 else year


def _offset(zone: str) -> timedelta | None:
    """How far the zone lies from UTC; none where it has no name that is known."""
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "").zfill(4)
        ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return (ahead if zone[0] == "+" else -ahead) if ahead < _MOST_OFFSET else None
    hours = _ZONES.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)
