"""Reads the pack's contacts with the group's own checks, and says how each channel stands on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.parts.signposts.models import ChannelCheck
from dueregard.rules.help.open_referral import Listed
from dueregard.rules.help.signposts import Channel, Checked, Standing, Stands, channel_of, in_order, stands

KIND_WORDS = {
    "phone": "telephone", "text_message": "text message", "email": "e-mail", "form": "form", "website": "website",
    "post": "post",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A channel with how it stands."""

    channel: Channel
    stands: Stands

    @property
    def kind_words(self) -> str:
        """Name the kind of channel."""
        return KIND_WORDS[self.channel.kind]


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
    return tuple(
        ContactToday(
            text,
            tuple(
                Way(
                    channel,
                    stands(
                        channel,
                        organisation=text.meta["status"],
                        checks=checks[text.reference, channel.key],
                        today=today,
                    ),
                )
                for channel in in_order([channel_of(table) for table in text.meta["channels"]])
            ),
        )
        for text in texts_of("contact")
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
