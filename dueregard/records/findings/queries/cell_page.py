"""The page on which a person reads the documents of one body for one question, answers, or decides between two."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Passage
from dueregard.records.evidence.queries.embedding import source_of
from dueregard.records.evidence.queries.passage_page import marked_path
from dueregard.records.findings.access import own_passages
from dueregard.records.findings.models import Answer, Question
from dueregard.records.findings.queries.cells import Cell, cell_of
from dueregard.records.groups.access import is_caseworker
from dueregard.rules.findings.ageing import Confidence
from dueregard.rules.findings.answers import Reading, visible_to

MOST_DOCUMENTS = 100
MOST_PASSAGES = 50


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that this person may see, with the words it rests on."""

    who: str
    as_what: str
    value: str
    note: str
    at: datetime
    quote: str
    source: str
    href: str
    passage: UUID | None
    copy: str  # the page of the group's own copy
    add_copy: str  # where one is added
    true_on: date | None
    sure: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in which the answer may stand."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """Everything the page shows."""

    question: str
    question_path: str
    guidance: str
    body: str
    body_slug: str
    home_page: str
    cell: Cell
    said: tuple[Said, ...]
    documents: tuple[DocumentLine, ...]
    finding_path: str
    anew: str
    may_work: bool


def cell_page(question: Question, body: Body, person: Person) -> CellPage:
    """Put together the page for a member of the question's group."""
    answers = list(
        question.answers.filter(body=body).select_related("by", "passage__document__body", "source").order_by("order")
    )
    readings = [Reading(str(one.by_id), one.value, one.order == Answer.Order.DECIDING) for one in answers]
    seen = {one.by for one in visible_to(str(person.pk), question.answer_kind, readings)}
    finding = question.findings.filter(body=body).first()
    documents = question.group.documents.filter(body=body, copy_of__isnull=True).order_by("-dated_on", "-received_at")[
        :MOST_DOCUMENTS
    ]
    return CellPage(
        question=question.text,
        question_path=question.get_absolute_url(),
        guidance=question.guidance,
        body=body.name,
        body_slug=body.slug,
        home_page=body.home_page,
        cell=cell_of(question, body, person, readings),
        said=tuple(_said(one) for one in answers if str(one.by_id) in seen),
        documents=tuple(DocumentLine(str(one), one.get_absolute_url()) for one in documents),
        finding_path=finding.get_absolute_url() if finding else "",
        anew=reverse("findings:anew", args=[question.pk, body.slug]) if answers else "",
        may_work=is_caseworker(person, question.group),
    )


def passages_offered(question: Question, body: Body, person: Person) -> list[tuple[str, str]]:
    """Return the passages this person may answer from, newest first, as the choices of a form."""
    passages = own_passages(person, question, body).order_by("-made_at")[:MOST_PASSAGES]
    return [(str(one.pk), passage_words(one)) for one in passages]


def passage_words(passage: Passage) -> str:
    """Return a passage on one line, with where it stands."""
    words = " ".join(passage.quote.split())
    short = words if len(words) <= 160 else f"{words[:160].rsplit(' ', 1)[0]} …"
    return f"“{short}” ({passage.document}, page {passage.page})"


def _said(answer: Answer) -> Said:
    passage, source = answer.passage, answer.source
    copy = reverse("evidence:document", args=[source.copy_id]) if source and source.copy_id else ""
    return Said(
        who=str(answer.by),
        as_what=Answer.Order(answer.order).label,
        value=answer.value,
        note=answer.note,
        at=answer.at,
        quote=passage.quote if passage else "",
        source=source_of(passage.document, None, passage.page) if passage else str(source or ""),
        href=marked_path(passage) if passage else (source.url or copy if source else ""),
        passage=passage.pk if passage else None,
        copy=copy,
        add_copy=reverse("findings:copy", args=[source.pk]) if source and not copy else "",
        true_on=answer.true_on,
        sure=Confidence(answer.confidence).words,
    )
