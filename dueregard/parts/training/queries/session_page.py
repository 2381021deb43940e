"""The page of a record: for its group with notes, material and what is left to do, for everybody what was published."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from dueregard.foundation.accounts.models import Person
from dueregard.parts.training.access import may_work
from dueregard.parts.training.actions.publish_session import public_words, record_of
from dueregard.parts.training.models import Form, Material, Session, Statement
from dueregard.parts.training.queries.advice import course_called
from dueregard.parts.training.queries.lists import standing_words
from dueregard.parts.training.queries.statements import OpenPlace, StatementLine, open_places, own_line
from dueregard.records.evidence.queries.public_copies import copies_by_original
from dueregard.records.evidence.queries.standing import standing_of
from dueregard.records.evidence.queries.straightening import can_be_straightened, straightened_from
from dueregard.records.evidence.queries.thumbs import thumb_of
from dueregard.rules.privacy.to_look_at import Look
from dueregard.rules.training.comparing import how_long
from dueregard.rules.training.showing import looks_in, why_not_fit, why_not_publish


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known of a session."""

    name: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A document of a session. `open_path` and `open_title` are its public copy's, if there is one.

    The original's own title may name somebody: no public page has it.
    """

    pk: int
    title: str
    href: str
    thumb: str
    tone: str
    state: str
    open_path: str
    open_title: str
    publish_from: str
    straighten: str  # where a photograph of a slide is laid flat


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The page on the desk."""

    session: Session
    facts: tuple[Fact, ...]
    tone: str
    words: str
    statements: tuple[StatementLine, ...]
    material: tuple[MaterialLine, ...]
    open_statements: int
    may_work: bool
    step: str  # what comes next on the way to the public: ask, wait, publish, public
    why_not: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What a person sees before they ask to publish, or publish: all that would be public."""

    session: Session
    facts: tuple[Fact, ...]
    quotes: tuple[OpenPlace, ...]
    held_back: tuple[StatementLine, ...]
    copies: tuple[MaterialLine, ...]
    looks: tuple[Look, ...]
    unfit: str
    seen: str


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A statement as everybody reads it."""

    anchor: str
    place: OpenPlace


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The page for everybody."""

    session: Session
    facts: tuple[Fact, ...]
    statements: tuple[OpenStatement, ...]
    copies: tuple[MaterialLine, ...]


def session_page(session: Session, person: Person) -> SessionPage:
    """Return the page of a record of a group of this person."""
    rows = _statements(session)
    places = open_places(rows)
    tone, words = standing_words(session)
    step, why_not = _step(session, person)
    return SessionPage(
        session=session,
        facts=facts_of(session),
        tone=tone,
        words=words,
        statements=tuple(own_line(one, places.get(one.pk)) for one in rows),
        material=_material(session),
        open_statements=len(places),
        may_work=may_work(person, session),
        step=step,
        why_not=why_not,
    )


def check_page(session: Session) -> CheckPage:
    """Return what two people look at."""
    rows = _statements(session)
    places = open_places(rows)
    words = public_words(session)
    names = [session.body.name if session.body else "", session.provider, course_called(session.course)]
    return CheckPage(
        session=session,
        facts=facts_of(session),
        quotes=tuple(places[one.pk] for one in rows if one.pk in places),
        held_back=tuple(own_line(one, None) for one in rows if one.pk not in places),
        copies=tuple(one for one in _material(session) if one.open_path),
        looks=looks_in(words.values(), names[:1] + names[2:]),
        unfit=why_not_fit(words),
        seen=session.proposed_at.isoformat() if session.proposed_at else "",
    )


def public_page(session: Session) -> PublicPage:
    """Return the page for everybody: statements whose words a public copy has, and nothing of notes or claims."""
    rows = _statements(session)
    places = open_places(rows)
    return PublicPage(
        session=session,
        facts=facts_of(session),
        statements=tuple(OpenStatement(one.anchor, places[one.pk]) for one in rows if one.pk in places),
        copies=tuple(one for one in _material(session) if one.open_path),
    )


def facts_of(session: Session) -> tuple[Fact, ...]:
    """Return what everybody may know of a session once it is public."""
    body = session.body
    lines = (
        Fact("How", Form(session.form).label),
        Fact("Course", course_called(session.course)),
        Fact("Given by", session.provider),
        Fact("Given to", session.given_to),
        Fact("Where", body.name if body else "", body.get_absolute_url() if body else ""),
        Fact("When", date_format(session.held_on, "j F Y")),
        Fact("How long", how_long(session.minutes)),
        Fact("Paid by", session.paid_by),
    )
    return tuple(one for one in lines if one.words)


def _statements(session: Session) -> list[Statement]:
    """Return them in the order of the material, then of time: as somebody would follow the session."""
    rows: QuerySet[Statement] = session.statements.select_related("document", "passage__document", "claim")
    return sorted(rows, key=lambda one: (one.document_id is None, str(one.document_id), one.page or 0, one.ms or 0))


def _material(session: Session) -> tuple[MaterialLine, ...]:
    rows = list(session.material.select_related("document__group"))
    copies = copies_by_original(row.document_id for row in rows)
    flat = straightened_from(row.document_id for row in rows if can_be_straightened(row.document))
    lines = []
    for row in rows:
        standing, copy = standing_of(row.document), copies.get(row.document_id)
        lines.append(
            MaterialLine(
                pk=row.pk,
                title=str(row.document),
                href=row.document.get_absolute_url(),
                thumb=thumb_of(row.document),
                tone=standing.tone,
                state=standing.words,
                open_path=copy.path if copy else "",
                open_title=copy.title if copy else "",
                publish_from=row.document.get_absolute_url(),
                straighten=_straighten(row, {one.pk for made in flat.values() for one in made}),
            )
        )
    return tuple(lines)


def _straighten(row: Material, flat: set[UUID]) -> str:
    """Return where a photograph is straightened; nothing for what was straightened, and for what is no picture."""
    if row.document_id in flat or not can_be_straightened(row.document):
        return ""
    return reverse("training:straighten", args=[row.pk])


def _step(session: Session, person: Person) -> tuple[str, str]:
    if session.published_at is not None:
        return "public", ""
    if session.proposed_at is None:
        return "ask", ""
    refusal = why_not_publish(str(person.pk), record_of(session))
    return ("wait", refusal) if refusal else ("publish", "")
