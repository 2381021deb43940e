"""Says contacts in the words of Open Referral's Human Services Data Specification, for other directories to take.

Which channels are current is decided in `rules/help/signposts`; only those come here.
Source: Human Services Data Specification 3, https://docs.openreferral.org (schemas of service, organization, phone,
schedule, language, service_area).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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


def page_of_services(listed: Sequence[Listed], *, site: str) -> Json:
    """Return all services as the one page that an HSDS API answers with. `site` is the address ids are made from."""
    services = [service(one, site=site) for one in listed]
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


def service(listed: Listed, *, site: str) -> Json:
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
        "schedules": [*_schedules(base, listed.channels)],
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


def _schedules(base: str, channels: Iterable[Channel]) -> Iterable[Json]:
    for channel in channels:
        for number, hours in enumerate(channel.hours):
            yield {
                "id": _id(base, f"{channel.key} hours {number}"),
                "freq": "WEEKLY",
                "byday": ",".join(day[:2].upper() for day in hours.days),
                "opens_at": f"{hours.opens:%H:%M}",
                "closes_at": f"{hours.closes:%H:%M}",
                "description": f"{_what(channel)}: {hours_in_words([hours])}, UK time",
            }


def _what(channel: Channel) -> str:
    return f"{channel.kind.replace('_', ' ').title()} {channel.value}"


def _language(base: str, code: str) -> Json:
    return {"id": _id(base, f"language {code}"), "code": code, "name": LANGUAGES.get(code, code)}


def _id(base: str, what: str) -> str:
    made: UUID = uuid5(NAMESPACE_URL, f"{base}#{what}")
    return str(made)
