"""The grid of bodies and questions of a group, for the page and for a table to take away."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.records.findings.models import Finding, Question
from dueregard.records.findings.queries.cells import Cell, cell_of, readings_by_cell
from dueregard.records.findings.queries.question_page import bodies_asked_about
from dueregard.records.groups.models import Group
from dueregard.rules.text.csv_cells import safe_cell

BODIES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A body with its answers, one for each question."""

    body: str
    path: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A page of the grid."""

    group: str
    slug: str
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    list: ListPage  # type: ignore[type-arg]


def grid_of(group: Group, person: Person, *, number: str) -> Grid:
    """Return a page of the grid, for a member of the group. Costs the same however many cells it has."""
    questions = list(group.questions.order_by("made_at", "pk"))
    page = Paginator(bodies_asked_about(group), BODIES_A_PAGE).get_page(number)
    readings = readings_by_cell(questions, page.object_list)
    rows = tuple(
        Row(
            body=body.name,
            path=body.get_absolute_url(),
            cells=tuple(cell_of(one, body, person, readings[one.pk, body.pk]) for one in questions),
        )
        for body in page.object_list
    )
    return Grid(group.name, group.slug, tuple(questions), rows, page)


def table_of(group: Group) -> Iterator[list[str]]:
    """Yield the lines of a table: a body, and for each question its answer and the address where that can be followed.

    Only what stands is in it: an answer that one person gave would unblind the next.
    """
    questions = list(group.questions.order_by("made_at", "pk"))
    heads = [head for one in questions for head in (one.text, f"{one.text} (link)", f"{one.text} (how)")]
    yield [safe_cell(head) for head in ("Body", "Link", *heads)]
    found: dict[tuple[UUID, UUID], Finding] = {
        (one.body_id, one.question_id): one for one in Finding.objects.filter(question__in=questions)
    }
    for body in bodies_asked_about(group).iterator(chunk_size=500):
        line = [body.name, f"{settings.PUBLIC_URL}{body.get_absolute_url()}"]
        for one in questions:
            line += _cells(found.get((body.pk, one.pk)))
        yield [safe_cell(cell) for cell in line]


def _cells(finding: Finding | None) -> list[str]:
    if finding is None:
        return ["", "", ""]
    how = "a third reader decided" if finding.was_decided else "two readers agreed"
    return [finding.value, f"{settings.PUBLIC_URL}{finding.get_absolute_url()}", how]
