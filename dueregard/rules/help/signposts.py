"""Decides which way to reach an organisation is shown as current, and whether somebody is there now.

A number that nobody checked lately is worse than none: a frightened person calls it once. What the channels are is the
campaign pack's; who checked them is written down by parts/signposts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

# Days after which a channel that nobody checked again is hidden. A telephone changes hands sooner than a website.
LONGEST: Mapping[str, int] = {
    "phone": 120, "text_message": 120, "email": 180, "form": 180, "website": 365, "post": 365,
}  # fmt: skip
REMIND_BEFORE = 28  # days before that, its keeper is told
# A voice first, then what is written and answered, then what is only read.
ORDER = ("phone", "text_message", "form", "email", "website", "post")
KIND_WORDS: Mapping[str, str] = {
    "phone": "telephone", "text_message": "text message", "email": "e-mail", "form": "form", "website": "website",
    "post": "post",
}  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SCHEMES = {"http", "https"}


class Standing(StrEnum):
    """Whether a channel is shown, and why not."""

    CURRENT = "current"
    DUE = "due"  # shown; somebody should check it soon
    PAST_AGE = "past_age"
    FAILED = "failed"  # somebody tried, and it did not work
    UNCONFIRMED = "unconfirmed"
    HISTORIC = "historic"


SHOWN = {Standing.CURRENT, Standing.DUE}


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is there: UK clock times on days of the week."""

    days: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach an organisation, as the pack has it."""

    kind: str
    value: str
    status: str
    source: str
    checked_on: date
    words: str = ""
    source_url: str = ""
    hours: tuple[Hours, ...] = ()
    hours_words: str = ""
    languages: tuple[str, ...] = ()
    what_happens: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """Name the channel within its organisation: a corrected number is another channel, and unchecked."""
        return f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody of the group tried a channel on a day, and it worked or not."""

    on: date
    works: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """How a channel stands today. `until` is the last day on which it is shown, if it is shown."""

    standing: Standing
    checked_on: date
    until: date
    is_ours: bool = False  # the day is that of the group's own try, not the pack's

    @property
    def is_shown(self) -> bool:
        """Tell whether a reader may be sent there."""
        return self.standing in SHOWN


@dataclass(frozen=True, slots=True)
class Way:
    """A channel with how it stands."""

    channel: Channel
    stands: Stands

    @property
    def kind_words(self) -> str:
        """Name the kind of channel."""
        return KIND_WORDS[self.channel.kind]

    @property
    def source(self) -> str:
        """Say where the day of the last check comes from: our own try where that is the newer word, or the pack's."""
        if not self.stands.is_ours:
            return self.channel.source
        if self.stands.standing is Standing.FAILED:
            return "we tried it, and it did not work"
        return "we called, and someone answered" if self.channel.kind == "phone" else "we tried it, and it works"


def channel_of(table: Mapping[str, Any]) -> Channel:
    """Return the channel that a checked pack holds as a table (days may be written as ISO text)."""
    return Channel(
        kind=table["kind"],
        value=table["value"],
        status=table["status"],
        source=table["source"],
        checked_on=_day(table["checked_on"]),
        words=table.get("words", ""),
        source_url=table.get("source_url", ""),
        hours=tuple(
            Hours(tuple(one["days"]), time.fromisoformat(one["opens"]), time.fromisoformat(one["closes"]))
            for one in table.get("hours", ())
        ),
        hours_words=table.get("hours_words", ""),
        languages=tuple(table.get("languages", ())),
        what_happens=tuple(table.get("what_happens", ())),
        note=table.get("note", ""),
    )


def stands(channel: Channel, *, organisation: str, checks: Iterable[Checked], today: date) -> Stands:
    """Return how a channel stands on a UK calendar day; `organisation` is its organisation's own status.

    The latest word counts, ours or the pack's; of two on one day, that it does not work.
    """
    latest = max(checks, key=lambda one: (one.on, not one.works), default=None)
    newer = latest if latest and latest.on >= channel.checked_on else None
    checked_on = newer.on if newer else channel.checked_on
    until = checked_on + timedelta(days=LONGEST[channel.kind])
    return Stands(_standing(channel, organisation, newer, until, today), checked_on, until, is_ours=newer is not None)


def _standing(channel: Channel, organisation: str, newer: Checked | None, until: date, today: date) -> Standing:
    if "historic" in (organisation, channel.status):
        return Standing.HISTORIC
    if newer and not newer.works:
        return Standing.FAILED
    if "unconfirmed" in (organisation, channel.status) and not newer:
        return Standing.UNCONFIRMED
    if today > until:
        return Standing.PAST_AGE
    return Standing.DUE if today > until - timedelta(days=REMIND_BEFORE) else Standing.CURRENT


def in_order(channels: Sequence[Channel]) -> list[Channel]:
    """Return the channels with a voice first; of one kind, in the pack's order."""
    return sorted(channels, key=lambda channel: ORDER.index(channel.kind))


def dialled(number: str) -> str:
    """Return a UK telephone number as a link dials it: `+442079460000`. Short and foreign numbers stay as they are."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if number.strip().startswith("+"):
        return f"+{digits}"
    return f"+44{digits[1:]}" if digits.startswith("0") and len(digits) >= 10 else digits


def link_of(channel: Channel) -> str:
    """Return what a tap opens, or nothing: a channel of a pack never becomes another kind of link than it says."""
    if channel.kind == "phone":
        return f"tel:{dialled(channel.value)}"
    if channel.kind == "text_message":
        return f"sms:{dialled(channel.value)}"
    if channel.kind == "email":
        return f"mailto:{channel.value}"
    if channel.kind in ("form", "website"):
        return channel.value if urlsplit(channel.value).scheme in _SCHEMES else ""
    return ""


def there_now(hours: Sequence[Hours], at: datetime) -> str:
    """Say whether somebody is there at an instant given in UK time, in words; nothing when the hours are unknown."""
    if not hours:
        return ""
    open_now = [one for one in hours if _DAYS[at.weekday()] in one.days and one.opens <= at.time() < one.closes]
    if open_now:
        return f"Open now, until {_clock(max(one.closes for one in open_now))}."
    for ahead in range(8):
        day = at + timedelta(days=ahead)
        later = [
            one.opens for one in hours if _DAYS[day.weekday()] in one.days and (ahead > 0 or one.opens > at.time())
        ]
        if later:
            when = "today" if ahead == 0 else "tomorrow" if ahead == 1 else f"on {_DAYS[day.weekday()].title()}"
            return f"Closed now. Opens {when} at {_clock(min(later))}."
    return ""


def hours_in_words(hours: Sequence[Hours]) -> str:
    """Return the hours as people write them: `Monday to Friday, 9.30 am to 1 pm`."""
    return "; ".join(f"{_days_in_words(one.days)}, {_clock(one.opens)} to {_clock(one.closes)}" for one in hours)


def _days_in_words(days: Sequence[str]) -> str:
    at = sorted(_DAYS.index(day) for day in set(days))
    names = [_DAYS[index].title() for index in at]
    if len(at) > 2 and at == list(range(at[0], at[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _clock(at: time) -> str:
    if at == time(12):
        return "noon"
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"


def _day(written: date | str) -> date:
    return date.fromisoformat(written) if isinstance(written, str) else written


def steps_of(text: str) -> tuple[str, ...]:
    """Return the steps of a situation's text: its list items, each with the lines that belong to it."""
    steps: list[str] = []
    for line in text.splitlines():
        words = line.strip()
        if words.startswith(("- ", "* ")):
            steps.append(words[2:].strip())
        elif words and steps:
            steps[-1] += f" {words}"
        elif words:
            steps.append(words)
    return tuple(steps)
