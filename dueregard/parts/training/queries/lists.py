"""Records of training as lines of lists: a group's own, everybody's, and those about one body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.parts.training.access import member_of, sessions_for_groups, sessions_of
from dueregard.parts.training.models import Session, Statement
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import AskedFor
from dueregard.rules.wiring.body_piece import BodyPiece

A_PAGE = 50
MOST_OF_BODY = 8


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One record in a list."""

    title: str
    href: str
    provider: str
    where: str
    on: date
    statements: int
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class SessionList:
    """A page of a list."""

    lines: tuple[SessionLine, ...]
    list: ListPage  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class BodySessions:
    """The newest records about a body; `more` says that there are others."""

    lines: tuple[SessionLine, ...]
    more: bool


def own_sessions(person: Person, *, number: str) -> SessionList:
    """Return the records of this person's groups, the newest session first. Three queries."""
    return _listed(sessions_of(person), number, is_own=True)


def public_list(sessions: QuerySet[Session], *, number: str) -> SessionList:
    """Return records that everybody may read. Two queries."""
    return _listed(sessions, number, is_own=False)


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return what a body's page shows of training: nothing where there is no record. At most two queries."""
    found = _OF_BODY.all(person, body.pk)
    if not found:
        return ()
    is_own = member_of(person)
    lines = tuple(session_line(one, is_own=is_own(one)) for one in found[:MOST_OF_BODY])
    return (BodyPiece(35, "training/about_body.html", BodySessions(lines, len(found) > MOST_OF_BODY)),)


_OF_BODY = AskedFor(lambda own, body: sessions_for_groups(own).filter(body=body)[: MOST_OF_BODY + 1])


def session_line(session: Session, *, is_own: bool, statements: int = 0) -> SessionLine:
    """Return a record as a line."""
    tone, words = standing_words(session)
    return SessionLine(
        title=session.title,
        href=session.get_absolute_url() if is_own else session.public_path,
        provider=session.provider,
        where=session.body.name if session.body else "",
        on=session.held_on,
        statements=statements,
        tone=tone,
        words=words,
    )


def standing_words(session: Session) -> tuple[str, str]:
    """Return the tone and the words of how far a record is public."""
    if session.published_at is not None:
        return "good", "public"
    if session.proposed_at is not None:
        return "wait", "waits for a second person"
    return "quiet", "private"


def _listed(sessions: QuerySet[Session], number: str, *, is_own: bool) -> SessionList:
    page = Paginator(sessions, A_PAGE).get_page(number)
    rows = list(page.object_list)
    counted = Statement.objects.filter(session__in=rows).values_list("session").annotate(said=Count("pk")).order_by()
    said = dict(counted) if is_own else {}
    lines = tuple(session_line(one, is_own=is_own, statements=said.get(one.pk, 0)) for one in rows)
    return SessionList(lines, page)
