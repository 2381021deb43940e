"""Reading the history of a body, as far as a person may see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import groups_of
from dueregard.records.history.models import Entry


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history: when, what, and where to read more (empty when there is nothing more to read)."""

    at: datetime
    kind: str
    says: str
    body_name: str
    body_slug: str
    path: str
    is_public: bool
    quote: str = ""


def history_of(body: Body, person: Person | None, *, limit: int = 100) -> list[HistoryLine]:
    """Return the newest lines of a body's history that this person may read, newest first."""
    return _lines(_visible_to(person).filter(body=body), person, limit)


def latest_public(*, limit: int = 10) -> list[HistoryLine]:
    """Return the newest public lines about any body, newest first."""
    return _lines(Entry.objects.filter(is_public=True), None, limit)


def _visible_to(person: Person | None) -> QuerySet[Entry]:
    if person is not None and person.is_administrator:
        return Entry.objects.all()
    return Entry.objects.filter(Q(is_public=True) | Q(group__in=groups_of(person)))


def _lines(entries: QuerySet[Entry], person: Person | None, limit: int) -> list[HistoryLine]:
    own: set[UUID | None] = set(groups_of(person).values_list("pk", flat=True)) if person else set()
    if person is not None and person.is_administrator:
        own.add(None)  # what belongs to no group
    return [
        HistoryLine(
            at=entry.at,
            kind=entry.kind,
            says=entry.says,
            body_name=entry.body.name,
            body_slug=entry.body.slug,
            path=entry.path if entry.group_id in own else entry.public_path,
            is_public=entry.is_public,
            quote=entry.quote,
        )
        for entry in entries.select_related("body")[:limit]
    ]
