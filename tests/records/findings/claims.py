"""Plain functions that make questions, answers and claims, as the actions leave them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.give_answer import Basis, give_answer
from dueregard.records.findings.models import Finding, Question
from dueregard.records.groups.models import Group
from dueregard.rules.findings.ageing import Confidence
from dueregard.rules.findings.answers import NOT_STATED, AnswerKind
from dueregard.rules.findings.sources import SourceKind, SourceSaid
from tests.builders_evidence import make_document
from tests.people import Cast

NOW = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
PAGE = SourceSaid(SourceKind.WEB, "https://northport.example/prevent", date(2026, 11, 2), has_copy=True)


def ask(cast: Cast, text: str = "Is there a policy?", *, group: Group | None = None, **more: Any) -> Question:
    """Ask a question in the name of Northport, later than the one before; `public` shows its findings."""
    is_public = more.pop("public", True)
    columns = {name: more.pop(name) for name in ("key", "for_kinds", "nations", "asked_by", "version") if name in more}
    question = ask_question(
        group=group or cast.northport,
        text=text,
        kind=more.pop("kind", AnswerKind.YES_NO),
        by=cast.asha,
        now=NOW + timedelta(minutes=Question.objects.count()),
        **more,
    )
    Question.objects.filter(pk=question.pk).update(**columns)
    question.refresh_from_db()
    return show_findings(question=question, is_public=True, by=cast.asha, now=NOW) if is_public else question


def kept_copy(cast: Cast, body: Body, *, group: Group | None = None) -> Document:
    """Make the group's own copy of a page."""
    return make_document(group or cast.northport, body=body)


def claim(
    question: Question,
    body: Body,
    value: str,
    *readers: Person,
    source: SourceSaid = PAGE,
    copy: Document | None = None,
    true_on: date | None = None,
    confidence: Confidence = Confidence.PLAIN,
) -> Finding:
    """Have two readers give the same answer from a web page or minute."""
    said = None if value == NOT_STATED else source
    copy = copy or (make_document(question.group, body=body) if said and said.has_copy else None)
    for by in readers:
        give_answer(
            question=question,
            body=body,
            value=value,
            passage=None,
            basis=Basis(said, copy, true_on, confidence),
            by=by,
            now=NOW,
        )
    return Finding.objects.get(question=question, body=body)
