"""Demands as rows of a list, narrowed and sorted: on the desk, and for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from dueregard.parts.tracker.access import shown_lines
from dueregard.parts.tracker.models import Demand, DemandLine
from dueregard.parts.tracker.queries.rolled import closing_words
from dueregard.rules.tracker.terms import Kind, Outcome, Response

PER_PAGE = 30
OPEN, UNANSWERED = "open", "unanswered"
STANDS = [
    (OPEN, "Nothing came of it yet"),
    (UNANSWERED, "Not answered yet"),
    *[(one.value, one.label) for one in Outcome],
]
SORTS = ("last", "asked", "body", "title", "stands")


@dataclass(frozen=True, slots=True)
class DemandFilters:
    """What a list is narrowed to, and how it is sorted."""

    q: str = ""
    kind: str = ""
    nation: str = ""
    stands: str = ""
    method: str = ""
    group: str = ""
    sort: str = "last"

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return any((self.q, self.kind, self.nation, self.stands, self.method, self.group))


@dataclass(frozen=True, slots=True)
class DemandRow:
    """One demand in a list. `note` says what became of a body that ended."""

    href: str
    title: str
    body: str
    body_href: str
    asked_by: str
    asked_on: date
    last_on: date
    tone: str
    words: str
    note: str
    group: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class DemandList:
    """One page of a list."""

    rows: tuple[DemandRow, ...]
    page: Page[Demand]
    found: str


def filters_of(asked: Mapping[str, str]) -> DemandFilters:
    """Return the filters of a checked form."""
    wanted = {name: asked.get(name) or "" for name in ("q", "kind", "nation", "stands", "method", "group")}
    sort = asked.get("sort") or ""
    return DemandFilters(**wanted, sort=sort if sort in SORTS else "last")


def narrowed(demands: QuerySet[Demand], filters: DemandFilters, *, is_for_everybody: bool) -> QuerySet[Demand]:
    """Return the demands that fit, sorted: for everybody by what is public of them, and by nothing else."""
    shown = "shown_" if is_for_everybody else ""
    if filters.q:
        demands = demands.filter(
            Q(title__icontains=filters.q) | Q(body__name__icontains=filters.q) | Q(asked_by__icontains=filters.q)
        )
    wanted = {"body__kind": filters.kind, "body__nation": filters.nation}
    demands = demands.filter(**{column: value for column, value in wanted.items() if value})
    if filters.stands == OPEN:
        demands = demands.filter(**{f"{shown}outcome": ""})
    elif filters.stands == UNANSWERED:
        demands = demands.filter(**{f"{shown}outcome": "", f"{shown}response__in": ["", Response.NONE.value]})
    elif filters.stands:
        demands = demands.filter(**{f"{shown}outcome": filters.stands})
    if filters.method:
        used = DemandLine.objects.filter(
            record=OuterRef("pk"), kind=Kind.ACTION.value, code=filters.method, struck_at=None
        )
        demands = demands.filter(Exists(shown_lines(used) if is_for_everybody else used))
    last = f"-{shown}last_on"
    orders = {
        "asked": ("-demanded_on",),
        "body": (Lower("body__name"), last),
        "title": (Lower("title"),),
        "stands": (f"{shown}outcome", last),
    }
    return demands.order_by(*orders.get(filters.sort, (last,)), "pk")


def demand_list(
    demands: QuerySet[Demand], filters: DemandFilters, *, number: str, today: date, is_for_everybody: bool
) -> DemandList:
    """Return one page. Four queries."""
    ready = narrowed(demands, filters, is_for_everybody=is_for_everybody).prefetch_related("body__followed_by__to_body")
    page = Paginator(ready, PER_PAGE).get_page(number)
    count = page.paginator.count
    rows = tuple(demand_row(one, today, is_for_everybody=is_for_everybody) for one in page.object_list)
    return DemandList(rows, page, "1 demand" if count == 1 else f"{count:,} demands")


def demand_row(demand: Demand, today: date, *, is_for_everybody: bool) -> DemandRow:
    """Return one row; `followed_by` of the body comes prefetched."""
    tone, words = stands_of(demand, is_for_everybody=is_for_everybody)
    return DemandRow(
        href=demand.public_path() if is_for_everybody else demand.get_absolute_url(),
        title=demand.title,
        body=demand.body.name,
        body_href=demand.body.get_absolute_url(),
        asked_by=demand.asked_by,
        asked_on=demand.demanded_on,
        last_on=demand.shown_last_on if is_for_everybody else demand.last_on,
        tone=tone,
        words=words,
        note=closing_words(demand.body, today),
        group=demand.group.name,
        is_private=not demand.is_public,
    )


def stands_of(demand: Demand, *, is_for_everybody: bool) -> tuple[str, str]:
    """Return the tone and the words of how a demand stands: for everybody, by what is public of it."""
    outcome = demand.shown_outcome if is_for_everybody else demand.outcome
    response = demand.shown_response if is_for_everybody else demand.response
    return stands_as(outcome, response)


def stands_as(outcome: str, response: str) -> tuple[str, str]:
    """Return the tone and the words of an outcome, else of a response, else that none came."""
    if outcome:
        return Outcome(outcome).tone, Outcome(outcome).label
    return (Response(response).tone, Response(response).label) if response else ("wait", "No answer yet")
