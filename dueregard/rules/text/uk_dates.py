"""Reads calendar dates out of English and Welsh prose as they are written in Britain: the day comes before the month.

Relative dates ("next Friday") are left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# Each month by the words it may stand in: English, Welsh, and Welsh after a word that softens it ("o Dachwedd").
_MONTHS = (
    ("jan", "january", "ionawr"),
    ("feb", "february", "chwefror"),
    ("mar", "march", "mawrth", "fawrth"),
    ("apr", "april", "ebrill"),
    ("may", "mai", "fai"),
    ("jun", "june", "mehefin", "fehefin"),
    ("jul", "july", "gorffennaf", "orffennaf"),
    ("aug", "august", "awst"),
    ("sep", "sept", "september", "medi", "fedi"),
    ("oct", "october", "hydref"),
    ("nov", "november", "tachwedd", "dachwedd"),
    ("dec", "december", "rhagfyr", "ragfyr"),
)
MONTH_NUMBERS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_MONTH = f"({'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)?(?:\s+of?)?"
_IN_WORDS = re.compile(rf"\b{_DAY}[\s-]+{_MONTH}\.?,?[\s-]+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_WITHOUT_YEAR = re.compile(rf"\b{_DAY}[\s-]+{_MONTH}\b", re.IGNORECASE)
_IN_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def dates_in(text: str) -> tuple[date, ...]:
    """Every possible date in the text, in order of the text. UK calendar dates."""
    found = sorted(_found(text), key=lambda entry: entry[0])
    return tuple(on for _, on in found)


def first_date_in(text: str) -> date | None:
    """The first date in the text, if there is one."""
    return next(iter(dates_in(text)), None)


def first_day_and_month_in(text: str) -> tuple[int, int] | None:
    """The first day and month that stand without a year ("13 December"), for whoever knows the year."""
    for match in _WITHOUT_YEAR.finditer(text):
        if 1 <= int(match.group(1)) <= 31:
            return int(match.group(1)), MONTH_NUMBERS[match.group(2).lower()]
    return None


def _found(text: str) -> Iterator[tuple[int, date]]:
    for match in _IN_WORDS.finditer(text):
        yield from _possible(match.start(), match.group(3), _month(match.group(2)), match.group(1))
    for match in _MONTH_FIRST.finditer(text):
        yield from _possible(match.start(), match.group(3), _month(match.group(1)), match.group(2))
    for match in _IN_FIGURES.finditer(text):
        yield from _possible(match.start(), match.group(4), match.group(3), match.group(1))
    for match in _ISO.finditer(text):
        yield from _possible(match.start(), *match.groups())


def _month(name: str) -> str:
    return str(MONTH_NUMBERS[name.lower()])


def _possible(place: int, year: str, month: str, day: str) -> Iterator[tuple[int, date]]:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        yield place, date(full_year, int(month), int(day))
    except ValueError:
        return
