"""Records of Northport that tests need: a session, slides and sound as its material, statements."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.training.actions.add_material import add_material
from dueregard.parts.training.actions.publish_session import ask_to_publish, publish_session
from dueregard.parts.training.actions.quote_statement import Quoted, quote_statement
from dueregard.parts.training.actions.record_session import About, record_session
from dueregard.parts.training.models import Form, Session, Statement
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group
from dueregard.rules.documents.reading import TextSource, Word
from dueregard.rules.training.places import place_of
from tests.builders_evidence import make_document, make_page, make_pdf_document, sound_of
from tests.people import Cast

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
HELD = date(2026, 11, 18)
SLIDE = "Signs to look out for: growing a beard, or asking questions about foreign policy."
SECOND_SLIDE = "If in doubt, refer. You do not need evidence to make a referral."
SAID = "Sign in first. Then tick the box that says concern."


def about(**changed: Any) -> About:
    """Return what is said of a session."""
    known: dict[str, Any] = {
        "title": "Prevent awareness for staff", "form": Form.ROOM, "course": "",
        "provider": "Northport City Council", "given_to": "Teaching staff, about 40", "held_on": HELD, "minutes": 90,
        "paid_by": "", "notes": "He said the slides would not be sent round.",
    }  # fmt: skip
    return About(**{**known, **changed})


def record(
    cast: Cast, *, body: Body | None = None, by: Person | None = None, group: Group | None = None, **changed: Any
) -> Session:
    """Put a session on record."""
    return record_session(group=group or cast.northport, body=body, about=about(**changed), by=by or cast.asha, now=NOW)


def slides(cast: Cast, session: Session, **fields: Any) -> Document:
    """Give a session slides that have been read."""
    document = make_pdf_document(session.group, SLIDE, SECOND_SLIDE, name="slides.pdf", title="Slides", **fields)
    add_material(session=session, files=[], documents=[document], by=cast.asha, now=NOW)
    return document


def recording(cast: Cast, session: Session, **fields: Any) -> Document:
    """Give a session a recording whose second minute has a transcript."""
    known = {"name": "training.wav", "media_type": "audio/wav", "content": sound_of(2), **fields}
    document = make_document(session.group, **known)
    transcribe(document)
    add_material(session=session, files=[], documents=[document], by=cast.asha, now=NOW)
    return document


def transcribe(document: Document) -> None:
    """Give a recording the transcript of its second minute."""
    words = (
        Word("Sign in first.", 60_000, 0, 63_500, 0),
        Word("Then tick the box that says concern.", 63_500, 0, 68_250, 0),
    )
    make_page(document, SAID, source=TextSource.TRANSCRIPT, start_ms=60_000, end_ms=120_000, words=words)


def quote(
    cast: Cast, session: Session, words: str, document: Document | None = None, *, place: str = "", claim: str = "",
    by: Person | None = None,
) -> Statement:  # fmt: skip
    """Quote a sentence of a session."""
    is_sound = bool(document and document.media_type.startswith("audio"))
    quoted = Quoted(words, document, place_of(place, is_sound=is_sound), claim)
    return quote_statement(session=session, quoted=quoted, by=by or cast.asha, now=NOW)


def publish(cast: Cast, session: Session) -> Session:
    """Publish a record that Asha wrote: she asks, Ben publishes."""
    asked = ask_to_publish(session=session, has_looked=True, by=cast.asha, now=NOW)
    assert asked.proposed_at is not None
    seen = asked.proposed_at.isoformat()
    return publish_session(session=session, seen=seen, has_looked=True, by=cast.ben, now=timezone.now())
