"""Reading single cells of official files: dates as they write them, web addresses, names in shouting capitals."""

import re
from datetime import date, datetime

_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")
_SMALL = {"and", "of", "the", "for", "in", "on", "upon", "with", "under", "at"}
_KEEP = {"NHS", "HSC", "UK", "NE", "SW", "ICB"}


_DAY_FIRST = re.compile(r"\d\d-\d\d-\d\d\d\d\Z")


class NotADate(ValueError):
    """The cell holds something, and it is not a date."""


def read_date(text: str) -> date | None:
    """Return the day a cell names, None when it is empty. Raises: NotADate"""
    text = text.strip()
    if not text:
        return None
    if _DAY_FIRST.match(text):  # the form of the largest file, read without the slow general way
        return _day(text)
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a calendar date has no zone
        except ValueError:
            continue
    raise NotADate(f"“{text[:30]}” is not a date; write it as 2026-11-23")


def _day(text: str) -> date:
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError as wrong:
        raise NotADate(f"“{text}” is not a day of the calendar") from wrong


def read_web_address(text: str) -> str:
    """Return a web address with its scheme, empty when the cell holds none that can be followed."""
    text = text.strip()
    if not text or " " in text or "." not in text or "@" in text:
        return ""
    if not re.match(r"https?://", text, re.IGNORECASE):
        text = "http://" + text
    return text if len(text) <= 500 else ""


def tidy(text: str) -> str:
    """Return the text with single spaces."""
    return " ".join(text.split())


def quiet_capitals(name: str) -> str:
    """Return a name that the source writes in capitals in ordinary spelling; any other name as it is."""
    name = tidy(name)
    if name != name.upper():
        return name
    words = [_quiet(word, first=place == 0) for place, word in enumerate(name.split())]
    return " ".join(words)


def _quiet(word: str, *, first: bool) -> str:
    bare = word.strip("(),")
    if bare in _KEEP or any(letter.isdigit() for letter in bare):
        return word
    if bare.lower() in _SMALL and not first:
        return word.lower()
    parts = [part[:1] + part[1:].lower() for part in re.split(r"(-)", word)]
    return "".join(part.lower() if part.lower() in _SMALL and place else part for place, part in enumerate(parts))
