"""What waits among help contacts: channels that readers do not see, or soon will not, unless somebody tries them."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256

from dueregard.foundation.accounts.models import Person
from dueregard.parts.signposts.queries.contacts import ContactToday, contacts_freshly, contacts_lately
from dueregard.parts.signposts.queries.contacts_desk import check_href
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says
from dueregard.rules.help.signposts import Standing

WANTED = {Standing.DUE, Standing.PAST_AGE, Standing.UNCONFIRMED}
NEVER = "never"


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kind of contacts. Two queries: how each stands, its texts and its checks say together."""
    return (
        Kind(
            code="contact",
            one="help contact wants checking",
            several="help contacts want checking",
            page="signposts:contacts",
            to=For.KEEPERS,
            few=cache(lambda: _rows(contacts_freshly(today))),
            few_lately=lambda: _rows(contacts_lately(today)),
            says=_says,
        ),
    )


def _rows(contacts: Iterable[ContactToday]) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=sha256(f"{contact.text.reference} {way.channel.key}".encode()).hexdigest()[:40],
            since=way.stands.checked_on,
            due=None if way.stands.standing is Standing.UNCONFIRMED else way.stands.until,
            words=(
                contact.text.title,
                f"{way.kind_words} {way.channel.value}",
                check_href(contact, way),
                NEVER if way.stands.standing is Standing.UNCONFIRMED else "",
            ),
        )
        for contact in contacts
        for way in contact.ways
        if way.stands.standing in WANTED
    )


def _says(row: Row) -> Says:
    name, channel, href, never = row.words
    if never:
        return Says(
            f"Call {name}" if channel.startswith("telephone") else f"Try to reach {name}",
            f"Help contact: {channel}. Nobody has confirmed it, so visitors do not see it.",
            href,
            "Check it",
        )
    about = f"Help contact: {channel}. After that day, visitors no longer see it."
    return Says(f"Check that {name} can still be reached", about, href, "Check it")
