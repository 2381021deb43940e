"""What a body's page says is known: claims with their sources, what the body says, and what nobody has read yet.

What is known of a body that ended is shown on the page of the one that took over, under its own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.before import steps_before
from dueregard.records.findings.access import questions_of_groups
from dueregard.records.findings.models import Answer, Finding, Question
from dueregard.records.findings.queries.finding_page import FindingLine, newest_about
from dueregard.records.groups.access import AskedFor, acts_for_a_group
from dueregard.records.groups.models import Group
from dueregard.rules.findings.likeness import is_meant_for
from dueregard.rules.wiring.body_piece import BodyPiece

MOST = 40
LOOKED_AT = 80  # some of these may rest on what only their group may read
MOST_OPEN = 6


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of a body that this one replaced, at once or step by step; `by` names the body in between."""

    name: str
    href: str
    on: date | None
    by: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything the piece shows."""

    lines: tuple[FindingLine, ...]
    before: tuple[Before, ...]
    data: str  # the address of the same as a table
    ask: str  # where a person of a group sends the body a link to answer


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that this person may answer about the body."""

    text: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The first of them, and where the others are."""

    lines: tuple[OpenQuestion, ...]
    more: int


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return what is known of a body, and for members what is not. At most eight queries, however much is known."""
    steps = steps_before(body, today)
    about = dict.fromkeys([body.pk, *(step.from_body_id for step in steps)])
    lines = newest_about(about, person, most=LOOKED_AT, today=today)
    own = tuple(line for line in lines if line.body_path == body.get_absolute_url())[:MOST]
    names = {step.from_body_id: step.from_body.name for step in steps}
    before = tuple(
        Before(step.from_body.name, step.from_body.get_absolute_url(), step.on, names.get(step.to_body_id, ""), found)
        for step in steps
        if (found := tuple(line for line in lines if line.body_path == step.from_body.get_absolute_url()))
    )
    published = sum(line.is_public for line in own)
    may_ask = bool(published) and acts_for_a_group(person)
    claims = Claims(
        own,
        before,
        f"{reverse('findings:claims_csv')}?body={body.slug}" if published else "",
        reverse("findings:ask_for_reply", args=[body.slug]) if may_ask else "",
    )
    shown = [BodyPiece(20, "findings/about_body.html", claims)]
    if person is not None and (open_now := _open(body, person)):
        shown.append(BodyPiece(21, "findings/open_questions.html", open_now))
    return tuple(shown)


def _open(body: Body, person: Person) -> OpenQuestions | None:
    """Return the questions of a person's groups that they may answer about a body. One query."""
    wanted = _WANTED.all(person, body.pk, person.pk)
    meant = [one for one in wanted if is_meant_for(body.kind, body.nation, one.for_kinds, one.nations)]
    lines = tuple(
        OpenQuestion(
            one.text,
            f"{reverse('findings:cell', args=[one.pk, body.slug])}?from=body",
            "wants a second reader" if one.is_begun else "",  # type: ignore[attr-defined]  # annotated below
        )
        for one in meant[:MOST_OPEN]
    )
    return OpenQuestions(lines, len(meant) - len(lines)) if lines else None


def _wanted(groups: QuerySet[Group], body: UUID, person: UUID) -> QuerySet[Question]:
    cell = Answer.objects.filter(question=OuterRef("pk"), body=body)
    return (
        questions_of_groups(groups)
        .filter(
            ~Exists(cell.filter(by=person)),
            ~Exists(cell.filter(order=Answer.Order.SECOND)),
            ~Exists(Finding.objects.filter(question=OuterRef("pk"), body=body)),
        )
        .annotate(is_begun=Exists(cell))
    )


_WANTED = AskedFor(_wanted)
