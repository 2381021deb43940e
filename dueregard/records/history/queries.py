"""Reading the history of a body, as far as a person may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.access import entries_for, newest_entries, own_groups, public_entries, ways_on
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


@dataclass(frozen=True, slots=True)
class CameBack:
    """A reply as its line says it."""

    key: str
    at: datetime
    path: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """What a group asked a body in writing, and what came back, oldest first. `key` stays while the line does."""

    key: str
    says: str
    at: datetime
    path: str
    asked: tuple[str, ...]
    replies: tuple[CameBack, ...]


WROTE = ("letter", "request")
REPLIED = "reply"


def letters_to(body: Body, group: Group, person: Person | None) -> tuple[LetterLine, ...]:
    """Return what a group wrote to a body, oldest first, as far as this person may read it. One query.

    A letter and its replies are of one subject, whichever part they come from.
    """
    kinds = [*WROTE, REPLIED]
    rows = entries_for(person).filter(body=body, group=group, kind__in=kinds).order_by("at", "pk")
    letters: dict[tuple[str, str], Entry] = {}
    replies: dict[tuple[str, str], list[CameBack]] = {}
    for row in rows:
        thread = (row.part, row.subject)
        if row.kind == REPLIED:
            replies.setdefault(thread, []).append(CameBack(_key(row), row.at, row.path))
        else:
            letters.setdefault(thread, row)
    return tuple(
        LetterLine(_key(row), row.says, row.at, row.path, tuple(row.asked), tuple(replies.get(thread, ())))
        for thread, row in letters.items()
    )


def _key(entry: Entry) -> str:
    """Return a name of what an entry tells of: entries are written anew when they are reworded."""
    return f"{entry.part}/{entry.subject}/{entry.source}"


def history_of(body: Body, person: Person | None, *, limit: int = 100) -> list[HistoryLine]:
    """Return the newest lines of a body's history that this person may read, newest first."""
    own = own_groups(person)
    return _lines(newest_entries(body, person, own, most=limit), ways_on(person, own))


def latest_public(*, limit: int = 10) -> list[HistoryLine]:
    """Return the newest public lines about any body, newest first."""
    return _lines(public_entries().select_related("body")[:limit], ways_on(None, ()))


def _lines(entries: Iterable[Entry], way_on: Callable[[Entry], str]) -> list[HistoryLine]:
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
        for entry in entries
    ]
