"""Decisions as rows of a list, narrowed: on the desk, and for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from dueregard.parts.tracker.models import Decision
from dueregard.parts.tracker.queries.rolled import closing_words
from dueregard.rules.tracker.decisions import Decider

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class DecisionFilters:
    """What a list is narrowed to."""

    q: str = ""
    scope: str = ""
    sort: str = ""
    with_ended: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out but what has ended."""
        return any((self.q, self.scope, self.sort))


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision in a list."""

    href: str
    organisation: str
    sort: str
    body: str
    body_href: str
    scopes: tuple[str, ...]
    decided_on: date
    review_on: date
    tone: str
    words: str
    note: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class DecisionList:
    """One page of a list."""

    rows: tuple[DecisionRow, ...]
    page: Page[Decision]
    found: str


def narrowed(
    decisions: QuerySet[Decision], filters: DecisionFilters, today: date, *, is_for_everybody: bool
) -> QuerySet[Decision]:
    """Return the decisions that fit, the newest first: for everybody by what is public of them."""
    if filters.q:
        decisions = decisions.filter(Q(organisation__icontains=filters.q) | Q(body__name__icontains=filters.q))
    if filters.scope:
        decisions = decisions.filter(scopes__contains=f",{filters.scope},")
    if filters.sort:
        decisions = decisions.filter(sort=filters.sort)
    if not filters.with_ended:
        ended = "shown_ended_on" if is_for_everybody else "ended_on"
        decisions = decisions.filter(**{f"{ended}__isnull": True}).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return decisions.order_by("-decided_on", "pk")


def decision_list(
    decisions: QuerySet[Decision], filters: DecisionFilters, *, number: str, today: date, is_for_everybody: bool
) -> DecisionList:
    """Return one page. Four queries."""
    ready = narrowed(decisions, filters, today, is_for_everybody=is_for_everybody)
    page = Paginator(ready.prefetch_related("body__followed_by__to_body"), PER_PAGE).get_page(number)
    count = page.paginator.count
    rows = tuple(decision_row(one, today, is_for_everybody=is_for_everybody) for one in page.object_list)
    return DecisionList(rows, page, "1 decision" if count == 1 else f"{count:,} decisions")


def decision_row(decision: Decision, today: date, *, is_for_everybody: bool) -> DecisionRow:
    """Return one row; `followed_by` of the body comes prefetched."""
    stands = decision.shown_stands(today) if is_for_everybody else decision.stands(today)
    body = decision.body
    return DecisionRow(
        href=decision.public_path() if is_for_everybody else decision.get_absolute_url(),
        organisation=decision.organisation,
        sort=Decider(decision.sort).label,
        body=body.name if body else "",
        body_href=body.get_absolute_url() if body else "",
        scopes=tuple(decision.scope_labels),
        decided_on=decision.decided_on,
        review_on=decision.shown_next_review_on if is_for_everybody else decision.next_review_on,
        tone=stands.tone,
        words=stands.words,
        note=closing_words(body, today) if body else "",
        is_private=not decision.is_public,
    )
