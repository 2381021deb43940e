"""Reads the pack's contacts with the group's own checks, and says how each channel stands on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.parts.signposts.models import ChannelCheck
from dueregard.records.todo.queries.lately import freshly, lately
from dueregard.rules.help.open_referral import Listed
from dueregard.rules.help.signposts import Checked, Standing, Stands, Way, channel_of, in_order, stands


@dataclass(frozen=True, slots=True)
class ContactToday:
    """An organisation with all its channels, the voice first."""

    text: PackText
    ways: tuple[Way, ...]

    @property
    def shown(self) -> tuple[Way, ...]:
        """Return the channels that a reader may be sent to."""
        return tuple(way for way in self.ways if way.stands.is_shown)

    @property
    def is_historic(self) -> bool:
        """Tell whether the organisation is kept only so that nobody looks for it."""
        return bool(self.text.meta["status"] == "historic")


def contacts_today(today: date) -> tuple[ContactToday, ...]:
    """Return every contact of the installed packs on a UK calendar day. Two queries."""
    checks: dict[tuple[str, str], list[Checked]] = defaultdict(list)
    for contact, channel, on, works in ChannelCheck.objects.values_list("contact", "channel", "checked_on", "works"):
        checks[contact, channel].append(Checked(on, works))
    return tuple(ContactToday(text, _ways(text, checks, today)) for text in texts_of("contact"))


def contacts_lately(today: date) -> tuple[ContactToday, ...]:
    """Return the same as it was at most seconds ago: for what every page of the desk says of them."""
    return lately("contacts", today, contacts_today)


def contacts_freshly(today: date) -> tuple[ContactToday, ...]:
    """Return every contact as it is now, and let the rest of the page have it from there."""
    return freshly("contacts", today, contacts_today)


def reach(text: PackText, today: date) -> tuple[Way, ...]:
    """Return how one contact can be reached on a UK calendar day, for whoever writes to it. One query."""
    checks: dict[tuple[str, str], list[Checked]] = defaultdict(list)
    rows = ChannelCheck.objects.filter(contact=text.reference).values_list("channel", "checked_on", "works")
    for channel, on, works in rows:
        checks[text.reference, channel].append(Checked(on, works))
    return _ways(text, checks, today)


def _ways(text: PackText, checks: Mapping[tuple[str, str], list[Checked]], today: date) -> tuple[Way, ...]:
    channels = in_order([channel_of(table) for table in text.meta["channels"]])
    status = text.meta["status"]
    return tuple(
        Way(one, stands(one, organisation=status, checks=checks.get((text.reference, one.key), ()), today=today))
        for one in channels
    )


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A channel that somebody should try."""

    organisation: str
    words: str
    says: str


def wants_checking(contacts: Iterable[ContactToday]) -> list[ToCheck]:
    """Return the channels that are hidden by their age, or will be soon; the longest unchecked first."""
    found = [
        (way.stands.until, ToCheck(contact.text.title, f"{way.kind_words} {way.channel.value}", _says(way.stands)))
        for contact in contacts
        for way in contact.ways
        if way.stands.standing in (Standing.DUE, Standing.PAST_AGE)
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def listed(contacts: Iterable[ContactToday]) -> list[Listed]:
    """Return what other directories may take: the organisations that can be reached today, by what reaches them."""
    return [
        Listed(
            reference=contact.text.reference,
            name=contact.text.title,
            what=contact.text.meta["what"],
            not_for=contact.text.meta.get("not_for", ""),
            nations=tuple(contact.text.meta.get("nations", ())),
            languages=tuple(contact.text.meta.get("languages", ())),
            channels=tuple(way.channel for way in contact.shown),
            checked_on=min(way.stands.checked_on for way in contact.shown),
        )
        for contact in contacts
        if contact.shown
    ]


def _says(one: Stands) -> str:
    if one.standing is Standing.PAST_AGE:
        return f"hidden since {one.until:%-d %B %Y}"
    return f"hidden after {one.until:%-d %B %Y}"
