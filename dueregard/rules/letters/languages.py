"""Says in the language of a letter what the site adds to it: the date, the words above its sources and under a motion.

A pack writes its templates in a language; no sentence is translated here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ENGLISH, WELSH = "en-GB", "cy"
LANGUAGES = (ENGLISH, WELSH)

_WELSH_DAYS = ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")
_WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What the site itself writes into a motion or letter. Each `{}` is filled in."""

    sources: str
    checked: str
    reported: str
    unsure: str
    proposed_by: str
    seconded_by: str
    meeting: str
    motions_close: str
    page: str
    signed_by: str


WORDS: Mapping[str, Words] = {
    ENGLISH: Words(
        sources="Sources",
        checked="checked {}",
        reported="reported by others",
        unsure="not confirmed",
        proposed_by="Proposed by: {}",
        seconded_by="Seconded by: {}",
        meeting="Meeting of {}",
        motions_close="Motions close on {}",
        page="Page",
        signed_by="Signed by",
    ),
    WELSH: Words(
        sources="Ffynonellau",
        checked="gwiriwyd {}",
        reported="yn ôl eraill",
        unsure="heb ei gadarnhau",
        proposed_by="Cynigydd: {}",
        seconded_by="Eilydd: {}",
        meeting="Cyfarfod {}",
        motions_close="Dyddiad cau ar gyfer cynigion: {}",
        page="Tudalen",
        signed_by="Llofnodwyd gan",
    ),
}


def in_words(day: date, language: str = ENGLISH) -> str:
    """Return a date such as “Thursday 10 December 2026”, whatever the machine's own language."""
    if language == WELSH:
        return f"dydd {_WELSH_DAYS[day.weekday()]} {day.day} {_WELSH_MONTHS[day.month - 1]} {day.year}"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, language: str = ENGLISH) -> str:
    """Return a date without its day of the week."""
    months = _WELSH_MONTHS if language == WELSH else _MONTHS
    return f"{day.day} {months[day.month - 1]} {day.year}"
