"""The replies that nobody has sorted yet: the list of them, and which one comes next.

Whoever has taken a reply in the list of everything keeps it: it is not the next one of a colleague.
"""

from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import messages_of
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.sorted_by_rule import waiting_to_be_checked
from dueregard.records.todo.access import is_taken_by_another
from dueregard.rules.casework.events import EventKind

KIND = "reply"  # as the list of everything calls them
PER_PAGE = 50
BEGINNING = 180  # characters
ORDER = ("at", "created_at", "pk")


@dataclass(frozen=True, slots=True)
class UnsortedReply:
    """One reply in the list, with what its wording suggests."""

    href: str
    body: str
    campaign: str
    at: datetime
    begins: str
    suggests: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class RepliesPage:
    """A page of them, the oldest first; where to begin; and how many letters that rules sorted are to be checked."""

    page: Page[Any]
    rows: tuple[UnsortedReply, ...]
    begin: str
    to_check: int


@dataclass(frozen=True, slots=True)
class NextReply:
    """The reply to sort after this one, and how many wait beside this one."""

    href: str
    count: int


def replies_page(person: Person, number: str, now: datetime) -> RepliesPage:
    """Return one page of the unsorted replies. Four queries."""
    today = timezone.localdate(now)
    replies = _unsorted(person).annotate(is_taken=is_taken_by_another(KIND, person, today))
    listed = replies.select_related("case__body", "case__campaign").defer("html").order_by(*ORDER)
    page = Paginator(listed, PER_PAGE).get_page(number)
    rows = tuple(_row(reply) for reply in page.object_list)
    return RepliesPage(
        page=page,
        rows=rows,
        begin=next((row.href for row in rows if not row.is_taken), ""),
        to_check=waiting_to_be_checked(person, timezone.localdate(now)).count(),
    )


def next_reply(person: Person, *, after: Correspondence | None, now: datetime) -> NextReply | None:
    """Return the reply to sort next: the oldest that no colleague has taken, other than this one. Two queries."""
    found = _unsorted(person).filter(~is_taken_by_another(KIND, person, timezone.localdate(now)))
    if after is not None:
        found = found.exclude(pk=after.pk)
    first = found.order_by(*ORDER).values_list("pk", "case").first()
    if first is None:
        return None
    return NextReply(place_of(first[1], first[0]), found.count())


def place_of(case: UUID, reply: UUID) -> str:
    """Return where a reply is sorted: on the page of its case."""
    return f"{reverse('foi:case', args=[case])}?reply={reply}"


def _unsorted(person: Person) -> QuerySet[Correspondence]:
    return messages_of(person).filter(direction=Direction.IN, is_sorted=False)


def _row(reply: Correspondence) -> UnsortedReply:
    kinds = [EventKind(each["kind"]).label for each in reply.suggestions if "kind" in each]
    return UnsortedReply(
        href=place_of(reply.case_id, reply.pk),
        body=reply.case.body.name,
        campaign=reply.case.campaign.title,
        at=reply.at,
        begins=shorten(" ".join(reply.text.split()), BEGINNING, placeholder=" …"),
        suggests="; ".join(dict.fromkeys(kinds)),
        is_taken=reply.is_taken,  # type: ignore[attr-defined]  # annotated above
    )
