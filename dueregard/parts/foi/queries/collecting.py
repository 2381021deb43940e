"""Answers that lie on websites and have not been fetched: what is shown on the desk, in a case and in the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import cases_of
from dueregard.parts.foi.models import Correspondence
from dueregard.rules.casework.collecting import days_left
from dueregard.rules.casework.lateness import StatusWord


@dataclass(frozen=True, slots=True)
class ToCollect:
    """An answer to fetch, with its last day (UK calendar date)."""

    href: str
    case_href: str
    body: str
    campaign: str
    on: date
    status: StatusWord
    because: str


def waiting_to_be_collected(person: Person) -> QuerySet[Correspondence]:
    """Return the replies of a person's cases whose answer nobody has fetched, the most pressing first."""
    found = Correspondence.objects.filter(
        case__in=cases_of(person), collect_by__isnull=False, collected_at=None
    ).select_related("case__body", "case__campaign")
    return found.order_by("collect_by", "pk")


def to_collect_among(replies: Iterable[Correspondence], today: date) -> tuple[ToCollect, ...]:
    """Return those among the messages of a case."""
    waiting = [(reply.collect_by, reply) for reply in replies if reply.collect_by and not reply.collected_at]
    return tuple(shown(reply, today) for _, reply in sorted(waiting, key=lambda one: (one[0], one[1].pk)))


def shown(reply: Correspondence, today: date) -> ToCollect:
    """Return a reply with a last day as pages show it. Its case, body and campaign must come with it."""
    assert reply.collect_by is not None
    return ToCollect(
        href=f"/desk/messages/{reply.pk}/",
        case_href=reply.case.get_absolute_url(),
        body=reply.case.body.name,
        campaign=reply.case.campaign.title,
        on=reply.collect_by,
        status=days_left(reply.collect_by, today),
        because=reply.collect_because,
    )
