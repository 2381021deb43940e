"""What the help page shows: the situations in the reader's words, what to do first, and who can be reached now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from dueregard.foundation.packs.queries import texts_of
from dueregard.parts.signposts.queries.contacts import ContactToday, contacts_today
from dueregard.rules.help.open_referral import LANGUAGES, PLACES
from dueregard.rules.help.signposts import Standing, Way, hours_in_words, link_of, steps_of, there_now

# Why a channel that a reader may have heard of is not offered.
NOT_SHOWN = {
    Standing.PAST_AGE: "we have not checked it recently",
    Standing.FAILED: "it did not work when we tried it",
    Standing.UNCONFIRMED: "we have not been able to confirm that it still works",
    Standing.HISTORIC: "as far as we know, it has closed",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach somebody, ready to be shown."""

    kind: str
    value: str
    words: str
    href: str
    hours: str
    now: str
    languages: str
    what_happens: tuple[str, ...]
    note: str
    checked_on: date
    until: date
    source: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An organisation and the ways that are current. `missing` says what is left out, and why."""

    name: str
    what: str
    not_for: str
    places: str
    is_official: bool
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """What happened, in the reader's words; what to do first; and who helps, independent ones first."""

    code: str
    title: str
    steps: tuple[str, ...]
    offers: tuple[Offer, ...]
    official: tuple[Offer, ...]
    section: str  # name of the guide's section on it; empty where the pack has none
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Everything on one page, so that no address says what somebody needs help with."""

    situations: tuple[Situation, ...]
    gone: tuple[str, ...]  # what a reader of the guide of 2016 may look for
    on: date


def help_page(now: datetime) -> HelpPage:
    """Return the help page at an instant. Four queries."""
    local = timezone.localtime(now)
    contacts = contacts_today(local.date())
    sections = {text.slug for text in texts_of("section")}
    return HelpPage(
        situations=tuple(
            Situation(
                code=text.meta["code"],
                title=text.title,
                steps=steps_of(text.text),
                offers=_offers(contacts, text.meta["code"], local, is_official=False),
                official=_offers(contacts, text.meta["code"], local, is_official=True),
                section=slug if (slug := text.meta.get("guide", "")) in sections else "",
                reviewed_on=text.reviewed_on,
            )
            for text in texts_of("situation")
        ),
        gone=tuple(_gone(contacts)),
        on=local.date(),
    )


def _offers(contacts: Sequence[ContactToday], code: str, at: datetime, *, is_official: bool) -> tuple[Offer, ...]:
    """Return who helps in a situation: whoever can be called comes first, then in the pack's order."""
    fitting = [
        _offer(contact, at)
        for contact in contacts
        if code in contact.text.meta["for_situations"]
        and bool(contact.text.meta.get("is_official")) is is_official
        and contact.shown
    ]
    return tuple(sorted(fitting, key=lambda offer: not any(line.kind == "phone" for line in offer.lines)))


def _offer(contact: ContactToday, at: datetime) -> Offer:
    meta = contact.text.meta
    return Offer(
        name=contact.text.title,
        what=meta["what"],
        not_for=meta.get("not_for", ""),
        places=", ".join(PLACES.get(nation, nation) for nation in meta.get("nations", ())),
        is_official=bool(meta.get("is_official")),
        lines=tuple(_line(way, at) for way in contact.shown),
        missing=_missing(contact),
    )


def _line(way: Way, at: datetime) -> Line:
    channel = way.channel
    return Line(
        kind=channel.kind,
        value=channel.value,
        words=channel.words or channel.value,
        href=link_of(channel),
        hours=channel.hours_words or hours_in_words(channel.hours),
        now=there_now(channel.hours, at),
        languages=", ".join(LANGUAGES.get(code, code) for code in channel.languages),
        what_happens=channel.what_happens,
        note=channel.note,
        checked_on=way.stands.checked_on,
        until=way.stands.until,
        source=way.source,
    )


def _missing(contact: ContactToday) -> tuple[str, ...]:
    """Say once for each kind of channel and reason that something is left out; never the value itself."""
    hidden = {(way.kind_words, NOT_SHOWN[way.stands.standing]) for way in contact.ways if not way.stands.is_shown}
    return tuple(f"There is a {kind} contact that we do not show: {why}." for kind, why in sorted(hidden))


def _gone(contacts: Sequence[ContactToday]) -> list[str]:
    return [f"{contact.text.title}: {contact.text.meta['what']}" for contact in contacts if not contact.shown]
