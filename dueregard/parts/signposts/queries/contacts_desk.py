"""What the group sees of its contacts: every channel, how it stands, until when, and who tried it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from dueregard.parts.signposts.models import ChannelCheck
from dueregard.parts.signposts.queries.contacts import ContactToday, Way, contacts_today
from dueregard.rules.help.signposts import Standing

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


@dataclass(frozen=True, slots=True)
class ContactsDesk:
    """Every channel, what wants a person first."""

    lines: tuple[DeskLine, ...]
    to_check: int
    may_check: bool


def contacts_desk(today: date, *, may_check: bool) -> ContactsDesk:
    """Return the page on a UK calendar day. Three queries."""
    tried: dict[tuple[str, str], ChannelCheck] = {}
    for check in ChannelCheck.objects.select_related("by").order_by("at", "pk"):
        tried[check.contact, check.channel] = check
    found = [(contact, way) for contact in contacts_today(today) for way in contact.ways]
    found.sort(key=lambda pair: (FIRST.index(pair[1].stands.standing), pair[1].stands.until))
    return ContactsDesk(
        lines=tuple(
            _line(contact, way, tried.get((contact.text.reference, way.channel.key)), may_check)
            for contact, way in found
        ),
        to_check=sum(way.stands.standing in (Standing.PAST_AGE, Standing.DUE) for _, way in found),
        may_check=may_check,
    )


def check_href(contact: ContactToday, way: Way) -> str:
    """Return where somebody says whether a channel works."""
    href = reverse("signposts:check", args=[contact.text.pack_id, contact.text.slug])
    return f"{href}?{urlencode({'channel': way.channel.key})}"


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
        source=way.channel.source,
        last=_last(last) if last else "",
        check_href=check_href(contact, way) if may_check else "",
    )


def _last(check: ChannelCheck) -> str:
    found = "it works" if check.works else "it does not work"
    note = f": {check.note}" if check.note else ""
    return f"{check.by.name}, {check.checked_on:%-d %B %Y}, {found}{note}"
