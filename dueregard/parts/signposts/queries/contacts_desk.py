"""What the group sees of its contacts: every channel, how it stands, until when, and who tried it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from dueregard.foundation.packs.models import PackText
from dueregard.parts.signposts.models import ChannelCheck
from dueregard.parts.signposts.queries.contacts import ContactToday, contacts_today
from dueregard.rules.help.contact_fields import SITUATIONS
from dueregard.rules.help.open_referral import PLACES
from dueregard.rules.help.signposts import Standing, Way, channel_of, link_of

STANDING = {
    Standing.CURRENT: ("good", "Shown to readers"),
    Standing.DUE: ("wait", "Shown; check it soon"),
    Standing.PAST_AGE: ("late", "Hidden: not checked recently"),
    Standing.FAILED: ("late", "Hidden: it did not work"),
    Standing.UNCONFIRMED: ("quiet", "Hidden: never confirmed"),
    Standing.HISTORIC: ("quiet", "Hidden: closed"),
}
FIRST = (Standing.PAST_AGE, Standing.DUE, Standing.FAILED, Standing.UNCONFIRMED, Standing.CURRENT, Standing.HISTORIC)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One channel on the group's page."""

    organisation: str
    kind: str
    value: str
    tone: str
    words: str
    checked_on: date
    until: date | None
    source: str
    last: str  # the group's own last try
    check_href: str
    change_href: str
    remove_href: str
    href: str  # the organisation's own page on the desk


@dataclass(frozen=True, slots=True)
class OneContact:
    """One organisation with what is said of it and every way to reach it."""

    contact: PackText
    facts: tuple[dict[str, str], ...]
    lines: tuple[DeskLine, ...]


@dataclass(frozen=True, slots=True)
class ContactsDesk:
    """Every channel, what wants a person first."""

    lines: tuple[DeskLine, ...]
    to_check: int
    may_check: bool


def contacts_desk(today: date, *, may_check: bool) -> ContactsDesk:
    """Return the page on a UK calendar day. Three queries."""
    tried = _last_tries()
    found = [(contact, way) for contact in contacts_today(today) for way in contact.ways]
    found.sort(key=lambda pair: (FIRST.index(pair[1].stands.standing), pair[1].stands.until))
    return ContactsDesk(
        lines=tuple(
            _line(contact, way, tried.get((contact.text.reference, way.channel.key)), may_check)
            for contact, way in found
        ),
        to_check=sum(
            way.stands.standing in (Standing.PAST_AGE, Standing.DUE, Standing.UNCONFIRMED) for _, way in found
        ),
        may_check=may_check,
    )


def contact_desk(contact: PackText, today: date) -> OneContact:
    """Return the page of one organisation, for who may keep it, on a UK calendar day. Three queries."""
    tried = _last_tries()
    meta = contact.meta
    said = {
        "Not for": meta.get("not_for", ""),
        "Shown to": ", ".join(words for code, words in SITUATIONS.items() if code in meta["for_situations"]),
        "Only in": ", ".join(words for code, words in PLACES.items() if code in meta.get("nations", ())),
    }
    return OneContact(
        contact=contact,
        facts=tuple({"name": name, "words": words} for name, words in said.items() if words),
        lines=tuple(
            _line(one, way, tried.get((one.text.reference, way.channel.key)), may_check=True)
            for one in contacts_today(today)
            if one.text.pk == contact.pk
            for way in one.ways
        ),
    )


def way_to_try(contact: PackText, key: str) -> dict[str, str | bool]:
    """Return what a person taps who tries a channel, and whether that is a call. The contact has the channel."""
    channel = next(one for one in map(channel_of, contact.meta["channels"]) if one.key == key)
    return {"words": channel.value, "href": link_of(channel), "is_called": channel.kind == "phone"}


def check_href(contact: ContactToday, way: Way) -> str:
    """Return where somebody says whether a channel works."""
    return _href("signposts:check", contact, way)


def _href(page: str, contact: ContactToday, way: Way) -> str:
    href = reverse(page, args=[contact.text.pack_id, contact.text.slug])
    return f"{href}?{urlencode({'channel': way.channel.key})}"


def _last_tries() -> dict[tuple[str, str], ChannelCheck]:
    """Return the group's last try of each channel, by contact and channel. One query."""
    tried = ChannelCheck.objects.select_related("by").order_by("at", "pk")
    return {(check.contact, check.channel): check for check in tried}


def _line(contact: ContactToday, way: Way, last: ChannelCheck | None, may_check: bool) -> DeskLine:
    tone, words = STANDING[way.stands.standing]
    return DeskLine(
        organisation=contact.text.title,
        kind=way.kind_words,
        value=way.channel.value,
        tone=tone,
        words=words,
        checked_on=way.stands.checked_on,
        until=way.stands.until if way.stands.is_shown else None,
        source=way.source,
        last=_last(last) if last else "",
        check_href=check_href(contact, way) if may_check else "",
        change_href=_href("signposts:channel", contact, way) if may_check else "",
        remove_href=_href("signposts:remove", contact, way) if may_check else "",
        href=reverse("signposts:contact", args=[contact.text.pack_id, contact.text.slug]) if may_check else "",
    )


def _last(check: ChannelCheck) -> str:
    found = "it works" if check.works else "it does not work"
    note = f": {check.note}" if check.note else ""
    return f"{check.by.name}, {check.checked_on:%-d %B %Y}, {found}{note}"
