"""Finds the sentence that says until when a link works, or a message can be collected, and the day it names.

The law's own time limits are not endings: who must answer or complain by when is for other rules. Which links a
message has is for `portal_links`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.rules.text.uk_dates import first_date_in, first_day_and_month_in

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365, "awr": 1 / 24, "diwrnod": 1, "wythnos": 7}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)}|an?)"
_UNIT = r"(?P<unit>hour|day|week|month|year|awr|diwrnod|wythnos)"
_SPAN = re.compile(
    rf"\b{_NUMBER}(?:\s*\(\d{{1,3}}\))?[\s-]+(?:calendar |working |business |consecutive )?{_UNIT}s?\b", re.IGNORECASE
)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u2022*-])|\n\s*\n|\n(?=\s*[-*\u2022])")
_REACH = (
    r"(?:sign(?:ing)? ?in|log(?:ging)? ?in|log ?on|read|view|open|access|download|collect|retrieve|register|click|visit"
    r"|use|agor\w*|lawrlwyth\w*|darllen\w*|mewngofnod\w*)"
)
_THING = r"(?:link|message|e-?mail|files?|documents?|folder|package|attachments?|portal|access|page|invitation|it|this)"
# Each must stand in the sentence in this order; the day or the span stands in the same sentence.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?:expir(?:e|es|ed|ing|y|ation)|time[sd]? out|dod i ben|daw\b.{0,40}\bi ben)\b",
        rf"\b{_THING}\b.{{0,60}}\b(?:deleted|removed|purged|withdrawn|disabled|revoked|closed?|end(?:s|ed)?|dileu)\b",
        r"\b(?:deleted|removed|purged) (?:automatically )?(?:on|after|in|within|by|at)\b",
        r"\bno longer (?:be )?(?:available|accessible|work|valid|open)\b",
        r"\b(?:available|accessible|valid|active|live|work(?:s|ing)?|kept|stored|open|ar gael|ddilys)\b.{0,60}?"
        r"\b(?:until|till|for|through|up to|before|tan|hyd|am)\b",
        rf"\b{_REACH}\b.{{0,160}}?\b(?:within|before|by|until|no later than|in the next|o fewn|cyn|erbyn)\b",
        rf"\byou have\b.{{0,40}}\bto\b.{{0,20}}\b{_REACH}\b",
        rf"\b(?:within|before|by|until|after)\b.{{0,60}}?\b{_REACH}\b",
    )
)
# Sentences of the law's clocks, and promises that something will be there by then.
_OTHER_CLOCKS = re.compile(
    r"\b(?:review|complain\w*|appeal|tribunal|commissioner|statutory|working days of|section \d|respond|reply to you"
    r"|will be (?:available|ready|published|sent|issued|provided|uploaded) (?:within|in|by|on)|adolygiad)\b",
    re.IGNORECASE,
)
_READ = 50_000
_MOST_SENTENCES = 400


@dataclass(frozen=True)
class Ending:
    """The last day (UK calendar date), or after how many days from the message's own it ends; and the sentence."""

    on: date | None
    after_days: int | None
    said: str


def ending_in(text: str, came_on: date | None = None) -> Ending | None:
    """The first ending a text names. `came_on`, the day of the message, gives its year to a date that has none."""
    plain = _URL.sub("(link)", text[:_READ])
    for sentence in _SENTENCE_END.split(plain)[:_MOST_SENTENCES]:
        words = " ".join(sentence.split())[:600]
        if _OTHER_CLOCKS.search(words) or not any(form.search(words) for form in _FORMS):
            continue
        if on := first_date_in(words) or _without_year(words, came_on):
            return Ending(on, None, words[:300])
        if (days := _days(words)) is not None:
            return Ending(None, days, words[:300])
    return None


def _without_year(words: str, came_on: date | None) -> date | None:
    """The next such day after the message came."""
    found = first_day_and_month_in(words)
    if found is None or came_on is None:
        return None
    for year in range(came_on.year, came_on.year + 5):  # 29 February does not come every year
        try:
            on = date(year, found[1], found[0])
        except ValueError:
            continue
        if on >= came_on - timedelta(days=1):
            return on
    return None


def _days(words: str) -> int | None:
    match = _SPAN.search(words)
    if match is None:
        return None
    said = match["number"].lower()
    number = 1 if said in {"a", "an"} else _NUMBERS.get(said) or int(said)
    return int(number * _UNIT_DAYS[match["unit"].lower()])
