"""The only door to demands and decisions. A group's own are private; everybody sees what it published, line by line.

What one may not see does not exist.
"""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import BooleanField, Case, DateField, F, Model, Q, QuerySet, When
from django.db.models.expressions import ExpressionWrapper
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.tracker.models import Decision, DecisionLine, Demand, DemandLine
from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.models import Document
from dueregard.records.groups.access import acts_for_a_group, groups_of, groups_worked_by
from dueregard.records.groups.models import Group

Row = TypeVar("Row", bound=Model)
Line = TypeVar("Line", DemandLine, DecisionLine)


def demands_of(person: Person | None) -> QuerySet[Demand]:
    """Return the demands of this person's groups."""
    return Demand.objects.filter(group__in=groups_of(person)).select_related("group", "body")


def public_demands() -> QuerySet[Demand]:
    """Return the demands that everybody may read."""
    return Demand.objects.filter(is_public=True).select_related("group", "body")


def demands_about(person: Person | None, bodies: Collection[UUID]) -> QuerySet[Demand]:
    """Return the demands on some bodies that this person may read, the newest first as far as they may know.

    `is_own` says whether their own groups' page is open to them.
    """
    return demands_about_for(groups_of(person), bodies)


def demands_about_for(groups: QuerySet[Group], bodies: Collection[UUID]) -> QuerySet[Demand]:
    """Return the same for whoever reads the work of these groups."""
    own = Q(group__in=groups.values("pk"))
    found = Demand.objects.filter(Q(is_public=True) | own, body__in=bodies).select_related("group", "body")
    known = Case(When(own, then=F("last_on")), default=F("shown_last_on"), output_field=DateField())
    return found.annotate(is_own=ExpressionWrapper(own, BooleanField()), known_on=known).order_by("-known_on", "pk")


def demand_for(person: Person | None, pk: UUID) -> Demand:
    """Return a demand whose page on the desk this person may read. Raises: Http404"""
    return _found(demands_of(person).filter(pk=pk).first())


def demand_worked_by(person: Person | None, pk: UUID) -> Demand:
    """Return a demand for whose group this person may act. Raises: Http404"""
    return _found(demands_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def demand_line_worked_by(person: Person | None, pk: int) -> DemandLine:
    """Return a line of a demand for whose group this person may act. Raises: Http404"""
    lines = DemandLine.objects.filter(record__group__in=groups_worked_by(person), pk=pk)
    return _found(lines.select_related("record__body", "record__group").first())


def public_demand(pk: UUID) -> Demand:
    """Return a demand that everybody may read. Raises: Http404"""
    return _found(public_demands().filter(pk=pk).first())


def decisions_of(person: Person | None) -> QuerySet[Decision]:
    """Return the decisions that this person's groups wrote down."""
    return Decision.objects.filter(group__in=groups_of(person)).select_related("group", "body", "document")


def public_decisions() -> QuerySet[Decision]:
    """Return the decisions that everybody may read."""
    return Decision.objects.filter(is_public=True).select_related("group", "body", "document")


def decisions_about(person: Person | None, bodies: Collection[UUID]) -> QuerySet[Decision]:
    """Return the decisions that concern some bodies and that this person may read; `is_own` as with demands."""
    return decisions_about_for(groups_of(person), bodies)


def decisions_about_for(groups: QuerySet[Group], bodies: Collection[UUID]) -> QuerySet[Decision]:
    """Return the same for whoever reads the work of these groups."""
    own = Q(group__in=groups.values("pk"))
    found = Decision.objects.filter(Q(is_public=True) | own, body__in=bodies)
    return found.select_related("group", "body", "document").annotate(is_own=ExpressionWrapper(own, BooleanField()))


def decision_for(person: Person | None, pk: UUID) -> Decision:
    """Return a decision whose page on the desk this person may read. Raises: Http404"""
    return _found(decisions_of(person).filter(pk=pk).first())


def decision_worked_by(person: Person | None, pk: UUID) -> Decision:
    """Return a decision for whose group this person may act. Raises: Http404"""
    return _found(decisions_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def decision_line_worked_by(person: Person | None, pk: int) -> DecisionLine:
    """Return a line of a decision for whose group this person may act. Raises: Http404"""
    lines = DecisionLine.objects.filter(record__group__in=groups_worked_by(person), pk=pk)
    return _found(lines.select_related("record__body", "record__group").first())


def public_decision(pk: UUID) -> Decision:
    """Return a decision that everybody may read. Raises: Http404"""
    return _found(public_decisions().filter(pk=pk).first())


def shown_lines(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Keep the lines that everybody may read."""
    return lines.filter(is_public=True)


def hidden_lines(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Keep the lines that wait to be published; one that was crossed out never is."""
    return lines.filter(is_public=False, struck_at=None)


def may_follow(document: Document | None, group: UUID, *, is_for_everybody: bool) -> bool:
    """Tell whether the reader of a page of a group may be led to a document: on a public page, only to a public copy.

    Whoever works in two groups may have named a document of the other one: the rest of this group knows nothing of it.
    """
    if document is None:
        return False
    return document.is_public or (not is_for_everybody and document.group_id == group)


def document_to_name(person: Person, pk: UUID, group: Group) -> Document | None:
    """Return a document that this person may name as a source of this group: one of its own, or a public copy."""
    return documents_for(person).filter(Q(is_public=True) | Q(group=group), pk=pk).first()


def may_act(person: Person | None, record: Demand | Decision) -> bool:
    """Tell whether this person may act for the group of a demand or a decision."""
    return groups_worked_by(person).filter(pk=record.group_id).exists()


def may_size(person: Person | None) -> bool:
    """Tell whether this person may say how big a body is: whoever acts for a group, as with the register."""
    return acts_for_a_group(person)


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
