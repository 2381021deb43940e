"""Says contacts in the words of Open Referral's Human Services Data Specification, for other directories to take.

Which channels are current is decided in `rules/help/signposts`; only those come here.
Source: Human Services Data Specification 3, https://docs.openreferral.org (schemas of service, organization, phone,
schedule, language, service_area). A schedule's times carry their offset from UTC, which its schema does not check, and
a time without one is taken for UTC. Clocks in the UK change on the last Sundays of March and October (Summer Time Order
2002), so each line of hours is said twice: for summer and for winter, with the days between which it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from dueregard.rules.help.signposts import Channel, dialled, hours_in_words

Json = dict[str, Any]
LANGUAGES: Mapping[str, str] = {
    "en": "English", "cy": "Welsh", "ar": "Arabic", "bn": "Bengali", "fa": "Persian", "ku": "Kurdish", "pa": "Punjabi",
    "ps": "Pashto", "so": "Somali", "ta": "Tamil", "tr": "Turkish", "ur": "Urdu",
}  # fmt: skip
PLACES: Mapping[str, str] = {
    "england": "England", "wales": "Wales", "scotland": "Scotland", "northern_ireland": "Northern Ireland",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """An organisation with the channels that are shown today."""

    reference: str  # pack, kind and slug
    name: str
    what: str
    not_for: str
    nations: tuple[str, ...]
    languages: tuple[str, ...]
    channels: tuple[Channel, ...]
    checked_on: date  # the oldest check among the channels


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch in which UK clocks keep one offset from UTC: the first day and the last."""

    first: date
    last: date
    is_summer: bool


def page_of_services(listed: Sequence[Listed], *, site: str, today: date) -> Json:
    """Return all services as the one page that an HSDS API answers with.

    `site` is the address ids are made from; `today`, a UK calendar date, decides which summer and winter are said.
    """
    services = [service(one, site=site, today=today) for one in listed]
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def service(listed: Listed, *, site: str, today: date) -> Json:
    """Return one service with its organisation. The same contact has the same ids for ever."""
    base = f"{site}/{listed.reference}"
    found: Json = {
        "id": _id(base, "service"),
        "name": listed.name,
        "description": listed.what,
        "status": "active",
        "assured_date": listed.checked_on.isoformat(),
        "organization": {"id": _id(base, "organization"), "name": listed.name, "description": listed.what},
        "phones": [_phone(base, one) for one in listed.channels if one.kind in ("phone", "text_message")],
        "schedules": [*_schedules(base, listed.channels, today)],
        "languages": [_language(base, code) for code in listed.languages],
        "service_areas": [
            {"id": _id(base, f"area {nation}"), "name": PLACES.get(nation, nation)} for nation in listed.nations
        ],
    }
    if listed.not_for:
        found["alert"] = listed.not_for
    steps = [step for one in listed.channels for step in one.what_happens]
    if steps:
        found["application_process"] = " ".join(steps)
    for key, kinds in (("url", ("form", "website")), ("email", ("email",))):
        values = [one.value for one in listed.channels if one.kind in kinds]
        if values:
            found[key] = values[0]
    return found


def _phone(base: str, channel: Channel) -> Json:
    phone: Json = {
        "id": _id(base, channel.key),
        "number": dialled(channel.value),
        "type": "text" if channel.kind == "text_message" else "voice",
        "languages": [_language(f"{base}/{channel.key}", code) for code in channel.languages],
    }
    told = " ".join(words for words in (channel.hours_words, channel.note) if words)
    if told:
        phone["description"] = told
    return phone


def seasons(today: date) -> tuple[Season, Season]:
    """Return the season of a day and the one after it: summer time or winter time, with their first and last days."""
    changes = sorted(
        _last_sunday(year, month) for year in (today.year - 1, today.year, today.year + 1) for month in (3, 10)
    )
    begins, then, after = next(
        (changes[at], changes[at + 1], changes[at + 2])
        for at in range(len(changes))
        if changes[at] <= today < changes[at + 1]
    )
    one = timedelta(days=1)
    return Season(begins, then - one, begins.month == 3), Season(then, after - one, then.month == 3)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _schedules(base: str, channels: Iterable[Channel], today: date) -> Iterable[Json]:
    every = [(channel, number, hours) for channel in channels for number, hours in enumerate(channel.hours)]
    for (channel, number, hours), season in product(every, seasons(today)):
        offset = "+01:00" if season.is_summer else "Z"
        yield {
            "id": _id(base, f"{channel.key} hours {number} {'summer' if season.is_summer else 'winter'}"),
            "valid_from": season.first.isoformat(),
            "valid_to": season.last.isoformat(),
            "timezone": int(season.is_summer),
            "freq": "WEEKLY",
            "byday": ",".join(day[:2].upper() for day in hours.days),
            "opens_at": f"{hours.opens:%H:%M}{offset}",
            "closes_at": f"{hours.closes:%H:%M}{offset}",
            "description": f"{_what(channel)}: {hours_in_words([hours])}, UK time",
        }


def _what(channel: Channel) -> str:
    return f"{channel.kind.replace('_', ' ').title()} {channel.value}"


def _language(base: str, code: str) -> Json:
    return {"id": _id(base, f"language {code}"), "code": code, "name": LANGUAGES.get(code, code)}


def _id(base: str, what: str) -> str:
    made: UUID = uuid5(NAMESPACE_URL, f"{base}#{what}")
    return str(made)
