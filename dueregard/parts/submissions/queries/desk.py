"""An inbox as the people of its group look after it. Nothing here counts or names what was sent.

How full the group's share is, only keyholders see, in steps of MiB.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.parts.submissions.access import is_keyholder, may_name_keyholders
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.configuration import hash_list
from dueregard.parts.submissions.queries.keyholders import KeyholderLine, keyholder_lines
from dueregard.parts.submissions.queries.room import Room, room
from dueregard.parts.submissions.queries.who_reads import WhoReads, who_reads

EXERCISE_EVERY = timedelta(days=31)
RENEW_BEFORE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """What the group sees of its inbox."""

    who: WhoReads
    keyholders: list[KeyholderLine]
    holds: bool  # this reader may fetch
    may_name: bool
    needs_exercise: bool
    needs_renewal: bool
    needs_signature: bool
    room: Room
    root: str


def inbox_page(inbox: Inbox, person: Person, today: date) -> InboxPage:
    """Return the page for a member of the group."""
    who = who_reads(inbox, today)
    return InboxPage(
        who=who,
        keyholders=keyholder_lines(inbox),
        holds=is_keyholder(person, inbox),
        may_name=may_name_keyholders(person, inbox),
        needs_exercise=who.last_exercise is None or who.last_exercise + EXERCISE_EVERY < today,
        needs_renewal=who.valid_until is None or who.valid_until - RENEW_BEFORE < today,
        needs_signature=inbox.hashes != hash_list(inbox),
        room=room(inbox),
        root=inbox.root,
    )


def open_inboxes() -> QuerySet[Inbox]:
    """Return the inboxes that everybody may send to, by the group's name."""
    return Inbox.objects.filter(is_open=True).select_related("group").order_by("group__name")


def possible_keyholders(inbox: Inbox) -> QuerySet[Person]:
    """Return the members of the group who may not fetch yet, by name."""
    members = Person.objects.filter(memberships__group=inbox.group, is_active=True)
    return members.exclude(sealed_inboxes__inbox=inbox).order_by("name")
