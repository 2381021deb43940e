"""The only door to questions and findings. A question belongs to a group; what it made public is for everybody."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person, digest_of
from dueregard.records.bodies.access import body_for
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.access import documents_kept_by, passages_for
from dueregard.records.evidence.models import Document, Passage
from dueregard.records.findings.models import Finding, Question, ReplyLink, Source, Statement
from dueregard.records.groups.access import groups_of, groups_worked_by, places_of
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import NOT_STATED
from dueregard.rules.findings.likeness import is_meant_for
from dueregard.rules.findings.sources import SourceKind

Row = TypeVar("Row", bound=Model)


def questions_of(person: Person | None) -> QuerySet[Question]:
    """Return the questions of this person's groups."""
    return questions_of_groups(groups_of(person))


def questions_of_groups(groups: QuerySet[Group]) -> QuerySet[Question]:
    """Return the questions of these groups, for whoever reads their work."""
    return Question.objects.filter(group__in=groups).select_related("group")


def question_for(person: Person | None, pk: UUID) -> Question:
    """Return a question whose documents this person may read and answer from. Raises: Http404"""
    return _found(questions_of(person).filter(pk=pk).first())


def question_worked_by(person: Person | None, pk: UUID) -> Question:
    """Return a question that this person may change or publish. Raises: Http404"""
    return _found(questions_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def public_question(pk: UUID) -> Question:
    """Return a question whose findings everybody may read. Raises: Http404"""
    return _found(Question.objects.filter(is_public=True).select_related("group").filter(pk=pk).first())


def findings_for(person: Person | None) -> QuerySet[Finding]:
    """Return the findings this person may read: their groups', and those of public questions."""
    return findings_for_groups(groups_of(person))


def findings_for_groups(own: QuerySet[Group]) -> QuerySet[Finding]:
    """Return the findings that may be read by whoever reads the work of these groups."""
    visible = Q(question__is_public=True) | Q(question__group__in=own)
    return Finding.objects.filter(visible).select_related(
        "question__group", "body", "passage__document__body", "source", "statement"
    )


def claims_kept_by(person: Person | None) -> QuerySet[Finding]:
    """Return the findings of this person's groups, the newest first."""
    return findings_for(person).filter(question__group__in=groups_of(person)).order_by("-found_at", "pk")


def finding_for(person: Person | None, pk: UUID) -> Finding:
    """Return a finding this person may read. Raises: Http404"""
    return _found(findings_for(person).filter(pk=pk).first())


def shown_findings() -> QuerySet[Finding]:
    """Return the findings that everybody may read and follow to their source: the same for counts, lists and data.

    Words in an original are shown in its public copy (`shown_in`); a web page counts with the group's own copy.
    """
    followed = (
        Q(value=NOT_STATED)
        | Q(passage__document__is_public=True)
        | Q(shown_in__is_public=True)
        | Q(source__kind=SourceKind.WEB, source__copy__isnull=False)
        | Q(source__kind=SourceKind.MINUTE) & ~Q(source__url="")
    )
    return Finding.objects.filter(followed, question__is_public=True)


def public_questions() -> QuerySet[Question]:
    """Return the questions whose findings everybody may read."""
    return Question.objects.filter(is_public=True).select_related("group").order_by("made_at", "pk")


def public_questions_of(key: str) -> list[Question]:
    """Return the public questions with a key: a shipped question may be asked by several groups."""
    try:
        return list(public_questions().filter(pk=UUID(key), key=""))
    except ValueError:
        return list(public_questions().filter(key=key)) if key else []


def member_of(person: Person | None) -> Callable[[Finding], bool]:
    """Return a function that tells whether a finding is of a group of this person. One query for all."""
    own = set(places_of(person).names) if person else set()
    return lambda finding: finding.question.group_id in own


def body_asked_about(question: Question, slug: str) -> Body:
    """Return a body for which the question makes sense, or about which it was answered. Raises: Http404"""
    body = body_for(slug)
    if is_meant_for(body.kind, body.nation, question.for_kinds, question.nations):
        return body
    known = Q(documents__group=question.group) | Q(answers__question=question)
    return _found(Body.objects.filter(known, pk=body.pk).distinct().first())


def documents_to_choose(person: Person, question: Question, body: Body) -> QuerySet[Document]:
    """Return the group's own originals about a body, one of which may be the kept copy of a web page or a minute."""
    kept = documents_kept_by(person).filter(group=question.group, body=body, copy_of__isnull=True)
    return kept.order_by("-received_at", "pk")


def own_passages(person: Person, question: Question, body: Body) -> QuerySet[Passage]:
    """Return the passages from which this person may answer: those they kept themselves, in documents about the body.

    What a colleague kept is not offered: it would tell the second reader where the first one looked.
    """
    return passages_for(person).filter(made_by=person, document__group=question.group, document__body=body)


def passage_to_answer_from(person: Person, question: Question, body: Body, pk: UUID) -> Passage | None:
    """Return a passage that this person names, if it is about the body and kept by the group of the question."""
    return passages_for(person).filter(pk=pk, document__group=question.group, document__body=body).first()


def source_for(person: Person | None, pk: int) -> Source:
    """Return a web page or minute that this person may see: their own, or what a finding rests on. Raises: Http404"""
    seen = Q(by=person) | Q(findings__isnull=False)
    sources = Source.objects.filter(seen, group__in=groups_of(person)).select_related("group", "body").distinct()
    return _found(sources.filter(pk=pk).first())


def copies_to_choose(person: Person, source: Source) -> QuerySet[Document]:
    """Return the group's own originals about the body of a source."""
    kept = documents_kept_by(person).filter(group=source.group, body=source.body, copy_of__isnull=True)
    return kept.order_by("-received_at", "pk")


def links_of(person: Person | None) -> QuerySet[ReplyLink]:
    """Return the links for bodies that this person's groups made."""
    return ReplyLink.objects.filter(group__in=groups_of(person)).select_related("group", "body", "made_by")


def link_worked_by(person: Person | None, pk: UUID) -> ReplyLink:
    """Return a link that this person may withdraw. Raises: Http404"""
    return _found(links_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def link_of(secret: str) -> ReplyLink:
    """Return the link of a secret: whoever holds it may see what it is for. Raises: Http404"""
    return _found(ReplyLink.objects.select_related("group", "body").filter(digest=digest_of(secret)).first())


def claims_of(link: ReplyLink) -> QuerySet[Finding]:
    """Return the claims that whoever holds a link may answer: its group's about its body, if everybody reads them."""
    return shown_findings().filter(body=link.body_id, question__group=link.group_id).order_by("question__made_at", "pk")


def may_ask_for_reply(person: Person | None) -> QuerySet[Group]:
    """Return the groups in whose name this person may send a link to a body."""
    return groups_worked_by(person).order_by("name")


def statements_of(person: Person | None) -> QuerySet[Statement]:
    """Return what bodies said about the claims of this person's groups."""
    return Statement.objects.filter(link__group__in=groups_of(person)).select_related("link__group", "body", "finding")


def statement_worked_by(person: Person | None, pk: UUID) -> Statement:
    """Return a statement that this person may show or keep back. Raises: Http404"""
    return _found(statements_of(person).filter(link__group__in=groups_worked_by(person), pk=pk).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
