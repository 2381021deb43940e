"""The list of a group's questions, the page of one, and how far two readers agree on it."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.findings.access import questions_of
from dueregard.records.findings.models import Answer, Question
from dueregard.records.findings.queries.cells import Cell, cell_of, readings_by_cell
from dueregard.records.groups.access import is_caseworker
from dueregard.records.groups.models import Group
from dueregard.rules.findings.agreement import Agreement, agreement
from dueregard.rules.findings.answers import KIND_WORDS, AnswerKind

BODIES_A_PAGE = 50
VIEWS = {"": "To read", "decide": "To decide", "all": "All bodies"}


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list."""

    text: str
    href: str
    group: str
    found: int
    once: int
    differ: int


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the list of a question."""

    name: str
    documents: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the list."""

    href: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Everything the page of a question shows."""

    pk: str
    text: str
    guidance: str
    kind: str
    choices: tuple[str, ...]
    group: str
    agreement: Agreement
    found: int
    differ: int
    tabs: tuple[Tab, ...]
    view: str
    lines: tuple[BodyLine, ...]
    list: ListPage  # type: ignore[type-arg]
    is_public: bool
    may_work: bool
    is_unanswered: bool


def question_lines(person: Person) -> list[QuestionLine]:
    """Return the questions of a person's groups, with how far each has come. Costs a fixed number of queries."""
    questions = list(questions_of(person).order_by("group__name", "made_at"))
    orders: Counter[tuple[UUID, int]] = Counter()
    answers = Answer.objects.filter(question__in=questions).order_by()
    for key, order, many in answers.values_list("question_id", "order").annotate(many=Count("pk")):
        orders[key, order] = many
    found = dict(
        Question.objects.filter(pk__in=[one.pk for one in questions])
        .order_by()
        .annotate(many=Count("findings"))
        .values_list("pk", "many")
    )
    return [
        QuestionLine(
            text=one.text,
            href=one.get_absolute_url(),
            group=one.group.name,
            found=found[one.pk],
            once=orders[one.pk, Answer.Order.FIRST] - orders[one.pk, Answer.Order.SECOND],
            differ=orders[one.pk, Answer.Order.SECOND] - found[one.pk],
        )
        for one in questions
    ]


def bodies_asked_about(group: Group) -> QuerySet[Body]:
    """Return the bodies of which a group has documents, by name."""
    documents = Document.objects.filter(body=OuterRef("pk"), group=group, copy_of__isnull=True)
    return Body.objects.filter(Exists(documents)).order_by("name", "pk")


def question_page(question: Question, person: Person, *, view: str, number: str) -> QuestionPage:
    """Put together the page of a question of this person's group."""
    view = view if view in VIEWS else ""
    bodies = _with_documents(_in_view(question, person, view), question.group)
    page = Paginator(bodies, BODIES_A_PAGE).get_page(number)
    readings = readings_by_cell([question], page.object_list)
    lines = tuple(
        BodyLine(body.name, body.many, cell_of(question, body, person, readings[question.pk, body.pk]))  # type: ignore[attr-defined]
        for body in page.object_list
    )
    path = reverse("findings:question", args=[question.pk])
    found = question.findings.count()
    answers = question.answers.aggregate(all=Count("pk"), second=Count("pk", filter=Q(order=Answer.Order.SECOND)))
    return QuestionPage(
        pk=str(question.pk),
        text=question.text,
        guidance=question.guidance,
        kind=KIND_WORDS[question.answer_kind],
        choices=tuple(question.choices),
        group=question.group.name,
        agreement=agreement_on(question),
        found=found,
        differ=answers["second"] - found,
        tabs=tuple(Tab(f"{path}?view={code}" if code else path, words, code == view) for code, words in VIEWS.items()),
        view=view,
        lines=lines,
        list=page,
        is_public=question.is_public,
        may_work=is_caseworker(person, question.group),
        is_unanswered=not answers["all"] and not found,
    )


def agreement_on(question: Question) -> Agreement:
    """Return how far the first and the second reader agree on a question."""
    values: dict[UUID, dict[int, str]] = {}
    for body, order, value in question.answers.filter(order__lte=Answer.Order.SECOND).values_list(
        "body_id", "order", "value"
    ):
        values.setdefault(body, {})[order] = _compared(question.answer_kind, value)
    return agreement([(one[1], one[2]) for one in values.values() if len(one) == 2])


def _compared(kind: AnswerKind, value: str) -> str:
    return value.casefold().rstrip(" .!?;,") if kind is AnswerKind.TEXT else value


def _in_view(question: Question, person: Person, view: str) -> QuerySet[Body]:
    bodies = bodies_asked_about(question.group)
    answers = Answer.objects.filter(question=question, body=OuterRef("pk"))
    if view == "all":
        return bodies
    if view == "decide":
        findings = question.findings.filter(body=OuterRef("pk"))
        return bodies.filter(Exists(answers.filter(order=Answer.Order.SECOND)), ~Exists(findings))
    return bodies.exclude(Exists(answers.filter(by=person))).exclude(Exists(answers.filter(order=Answer.Order.SECOND)))


def _with_documents(bodies: QuerySet[Body], group: Group) -> QuerySet[Body]:
    counted = (
        Document.objects.filter(body=OuterRef("pk"), group=group, copy_of__isnull=True)
        .order_by()
        .values("body")
        .annotate(many=Count("pk"))
        .values("many")
    )
    return bodies.annotate(many=Coalesce(Subquery(counted), 0))
