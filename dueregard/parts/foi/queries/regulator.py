"""Who decides complaints under a law, and the e-mail address that the site has checked; never one that nobody did.

The contacts are in the pack and are kept by the part that helps people; `settings.REACH` says how one can be reached.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.foundation.packs.models import PackText
from dueregard.foundation.packs.queries import texts_of
from dueregard.rules.help.signposts import Standing, Way, channel_of, in_order, link_of, stands
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.laws import Law

UNKNOWN = "Your help contacts have no regulator for this law. Copy the address from the regulator’s own website."
_WHY = {
    Standing.PAST_AGE: "was last checked on {on}, which is too long ago",
    Standing.FAILED: "did not work on {on}",
    Standing.UNCONFIRMED: "has not been confirmed",
    Standing.HISTORIC: "is no longer used",
}


@dataclass(frozen=True, slots=True)
class Regulator:
    """The regulator as the site's contacts have it. `address` is empty unless somebody checked it lately."""

    name: str
    address: str
    says: str
    website: str


def regulator_for(law: Law, today: date) -> Regulator:
    """Return the regulator of a law on a UK calendar day. Two queries."""
    text = next((one for one in texts_of("contact") if law.value in one.meta.get("regulates", ())), None)
    if text is None:
        return Regulator("", "", UNKNOWN, "")
    ways = _ways(text, today)
    website = next((link_of(way.channel) for way in ways if way.channel.kind in ("form", "website")), "")
    email = next((way for way in ways if way.channel.kind == "email"), None)
    if email is None:
        says = f"Your help contacts have no e-mail address of {text.title}. Copy it from its own website."
        return Regulator(text.title, "", says, website)
    on = day_words(email.stands.checked_on)
    if email.stands.is_shown:
        return Regulator(text.title, email.channel.value, f"From your help contacts: checked on {on}.", website)
    why = _WHY[email.stands.standing].format(on=on)
    says = f"The address in your help contacts, {email.channel.value}, {why}. Check it on the regulator’s own website."
    return Regulator(text.title, "", says, website)


def _ways(text: PackText, today: date) -> tuple[Way, ...]:
    if settings.REACH:
        ways: tuple[Way, ...] = import_string(settings.REACH)(text, today)
        return ways
    status = text.meta["status"]
    channels = in_order([channel_of(table) for table in text.meta["channels"]])
    return tuple(Way(one, stands(one, organisation=status, checks=(), today=today)) for one in channels)
