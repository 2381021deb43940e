"""What stands beside the form in which a person says what a reply means, and what is said once they have.

Both are on the page of the case; which reply comes next is in `replies`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import messages_of
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.message_page import ShownMessage, shown_message, suggested
from dueregard.parts.foi.queries.quoted import older_letters
from dueregard.parts.foi.queries.replies import NextReply, next_reply
from dueregard.rules.casework.events import EventKind


@dataclass(frozen=True, slots=True)
class Sorting:
    """The reply that is being sorted: its letter, why something is suggested, and the reply after it."""

    reply: Correspondence
    shown: ShownMessage
    suggestions: tuple[dict[str, Any], ...]
    next: NextReply | None
    href: str  # of its own page, as the timeline leads to it


@dataclass(frozen=True, slots=True)
class JustSorted:
    """The reply that this person sorted a moment ago: what was recorded, where to see it, and what comes next."""

    reply: Correspondence
    says: str
    next: NextReply | None


def to_sort_among(messages: Sequence[Correspondence], wanted: UUID | None) -> Correspondence | None:
    """Return the reply of a case to sort now: the one that was asked for, else the oldest that is unsorted."""
    unsorted = [each for each in messages if each.direction == Direction.IN and not each.is_sorted]
    asked_for = (each for each in unsorted if each.pk == wanted)
    return next(asked_for, min(unsorted, key=lambda each: (each.at, each.created_at), default=None))


def sorting(reply: Correspondence, messages: Sequence[Correspondence], person: Person, now: datetime) -> Sorting:
    """Return what stands beside the form. Two queries; the case of the reply and its messages are at hand."""
    return Sorting(
        reply=reply,
        shown=shown_message(reply, older_letters(messages).get(reply.pk)),
        suggestions=suggested(reply),
        next=next_reply(person, after=reply, now=now),
        href=f"/desk/messages/{reply.pk}/",
    )


def just_sorted(person: Person, pk: UUID, *, is_sorting: bool, now: datetime) -> JustSorted | None:
    """Return what is said of a reply that was sorted; nothing where it is unsorted again. Three queries.

    Who is sorting the next one already is not led to it once more.
    """
    reply = messages_of(person).filter(pk=pk, direction=Direction.IN, is_sorted=True)
    found = reply.select_related("case__body").first()
    if found is None:
        return None
    kinds = found.case_events.filter(struck_at=None).order_by("pk").values_list("kind", flat=True)
    says = "; ".join(EventKind(kind).label for kind in kinds)
    return JustSorted(found, says or "Nothing changes", None if is_sorting else next_reply(person, after=None, now=now))
