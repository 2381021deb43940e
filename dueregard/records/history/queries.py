"""Reading the history of a body, as far as a person may see it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.history.access import entries_for, public_entries, ways_on
from dueregard.records.history.models import Entry


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history: when, what, and where to read more (empty when there is no more)."""

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
    return _lines(entries_for(person).filter(body=body), person, limit)


def latest_public(*, limit: int = 10) -> list[HistoryLine]:
    """Return the newest public lines about any body, newest first."""
    return _lines(public_entries(), None, limit)


def _lines(entries: QuerySet[Entry], person: Person | None, limit: int) -> list[HistoryLine]:
    way_on = ways_on(person)
    return [
        HistoryLine(
            at=entry.at,
            kind=entry.kind,
            says=entry.says,
            body_name=entry.body.name,
            body_slug=entry.body.slug,
            path=way_on(entry),
            is_public=entry.is_public,
            quote=entry.quote,
        )
        for entry in entries.select_related("body")[:limit]
    ]
