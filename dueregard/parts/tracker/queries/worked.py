"""What worked at bodies like one: of the same kind, nation and size, by what everybody may read.

It counts what was done where, and claims no cause. Where the size of a body is not known, it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.parts.tracker.access import public_demands, shown_lines
from dueregard.parts.tracker.models import BodySize, Demand, DemandLine
from dueregard.parts.tracker.queries.rolled import closing_words
from dueregard.parts.tracker.queries.timeline import write_link
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.tracker.sizes import Band, band_of, bands_of
from dueregard.rules.tracker.terms import WORKED, Kind, Method, Outcome

PER_PAGE = 20
ON_A_BODY = 3  # lines on the page of a body
DID = [one.value for one in WORKED]


@dataclass(frozen=True, slots=True)
class Like:
    """What makes bodies alike. Empty: whatever it is."""

    kind: str = ""
    nation: str = ""
    size: str = ""
    body: Body | None = None  # whose likes these are; its own demands are left out

    @property
    def words(self) -> str:
        """Return it in words."""
        kind = f"bodies of the kind “{BodyKind(self.kind).label}”" if self.kind else "bodies of every kind"
        nation = f" in {Nation(self.nation).label}" if self.nation else ""
        band = next((band for band in bands_of(self.kind) if band.code == self.size), None) if self.kind else None
        return f"{kind}{nation}{f', with {band.words}' if band else ''}"


@dataclass(frozen=True, slots=True)
class WorkedRow:
    """One demand that was met. `days` is how long it took from the demand to the outcome."""

    href: str
    title: str
    body: str
    body_href: str
    note: str
    tone: str
    words: str
    on: date
    days: int
    methods: tuple[str, ...]
    reuse_url: str


@dataclass(frozen=True, slots=True)
class MethodCount:
    """In how many demands something was done, and how many of those were met."""

    words: str
    used: int
    met: int


@dataclass(frozen=True, slots=True)
class WorkedPage:
    """The page. `all` is how many demands there are at such bodies, whatever came of them."""

    like: Like
    size_words: str
    rows: tuple[WorkedRow, ...]
    page: Page[Demand]
    methods: tuple[MethodCount, ...]
    all: int
    write: str

    @property
    def found(self) -> str:
        """How many there are, in words."""
        met, every = self.page.paginator.count, self.all
        return f"{met:,} of {every:,} {'demand was' if every == 1 else 'demands were'} met in full or in part"


def like_body(body: Body) -> Like:
    """Return what makes other bodies like this one. One query."""
    band = band_of_body(body)
    return Like(body.kind, body.nation, band.code if band else "", body)


def band_of_body(body: Body) -> Band | None:
    """Return the size of a body, where it is known. One query."""
    size = BodySize.objects.filter(body=body).first()
    return band_of(body.kind, size.number if size else None)


def worked_page(like: Like, *, number: str, today: date) -> WorkedPage:
    """Return the page. Six queries."""
    demands = _at(like)
    page = Paginator(_with_lines(_met(demands)), PER_PAGE).get_page(number)
    return WorkedPage(
        like=like,
        size_words=_size_words(like),
        rows=tuple(_row(demand, demand.lines.all(), today) for demand in page.object_list),
        page=page,
        methods=_methods(demands),
        all=demands.count(),
        write=write_link(like.body) if like.body else "",
    )


def worked_for(body: Body) -> list[Demand]:
    """Return the newest few demands that worked at bodies like this one, without their lines. One query.

    Which size this body has is asked in the same breath.
    """
    return _worked_at(body.kind).all(body.nation, body.pk)


@cache
def _worked_at(kind: str) -> Asked[Demand]:
    return Asked(lambda nation, body: _met(_at_those_like(kind, nation, body))[:ON_A_BODY])


def _at_those_like(kind: str, nation: str, body: UUID) -> QuerySet[Demand]:
    """Return the public demands at other bodies like one; of every size, if its own is not known."""
    own, bands = BodySize.objects.filter(body=body), bands_of(kind)
    is_alike = ~Q(Exists(own))
    for band, above in zip(bands, (*bands[1:], None), strict=True):
        within = Q(number__gte=band.least) & (Q(number__lt=above.least) if above else Q())
        theirs = BodySize.objects.filter(within, body=OuterRef("pk"))
        is_alike |= Q(Exists(own.filter(within))) & Q(Exists(theirs))
    alike = Body.objects.filter(is_alike, kind=kind, nation=nation)
    return public_demands().filter(Exists(alike.filter(pk=OuterRef("body_id")))).exclude(body=body)


def worked_lines(demands: list[Demand], lines: Mapping[UUID, list[DemandLine]], today: date) -> tuple[WorkedRow, ...]:
    """Return these with their lines, for the page of a body. Two queries where a body closed, otherwise none."""
    closed = [demand.body for demand in demands if not demand.body.is_open_on(today)]
    prefetch_related_objects(closed, "followed_by__to_body")
    return tuple(_row(demand, lines[demand.pk], today) for demand in demands)


def _at(like: Like) -> QuerySet[Demand]:
    """Return the public demands at such bodies.

    Whether a body is like is asked for each demand, newest first: joined, a database that counts no rows would begin
    with the tens of thousands of bodies of a kind.
    """
    wanted = {"kind": like.kind, "nation": like.nation}
    alike = Body.objects.filter(**{column: value for column, value in wanted.items() if value})
    bands = bands_of(like.kind) if like.kind and like.size else ()
    for at, band in enumerate(bands):
        if band.code == like.size:
            alike = alike.filter(size__number__gte=band.least)
            larger = bands[at + 1 :]
            alike = alike.filter(size__number__lt=larger[0].least) if larger else alike
    demands = public_demands().filter(Exists(alike.filter(pk=OuterRef("body_id"))))
    return demands.exclude(body=like.body) if like.body else demands


def _met(demands: QuerySet[Demand]) -> QuerySet[Demand]:
    return demands.filter(shown_outcome__in=DID).order_by("-shown_outcome_on", "pk")


def _with_lines(met: QuerySet[Demand]) -> QuerySet[Demand]:
    lines = shown_lines(DemandLine.objects.filter(kind=Kind.ACTION.value, struck_at=None))
    return met.prefetch_related("body__followed_by__to_body", Prefetch("lines", lines))


def _methods(demands: QuerySet[Demand]) -> tuple[MethodCount, ...]:
    """Count each way of acting once for each demand. One query."""
    used = shown_lines(DemandLine.objects.filter(kind=Kind.ACTION.value, struck_at=None, record__in=demands))
    met = Q(record__shown_outcome__in=DID)
    rows = (
        used.order_by()
        .values_list("code")
        .annotate(used=Count("record", distinct=True), met=Count("record", distinct=True, filter=met))
    )
    counted = [MethodCount(Method(code).label, used, met) for code, used, met in rows]
    return tuple(sorted(counted, key=lambda one: (-one.met, -one.used, one.words)))


def _row(demand: Demand, lines: Iterable[DemandLine], today: date) -> WorkedRow:
    outcome = Outcome(demand.shown_outcome)
    on = demand.shown_outcome_on or demand.shown_last_on
    actions = [line for line in lines if line.kind == Kind.ACTION.value and line.is_public]
    return WorkedRow(
        href=demand.public_path(),
        title=demand.title,
        body=demand.body.name,
        body_href=demand.body.get_absolute_url(),
        note=closing_words(demand.body, today),
        tone=outcome.tone,
        words=outcome.label,
        on=on,
        days=(on - demand.demanded_on).days,
        methods=tuple(dict.fromkeys(line.label for line in actions)),
        reuse_url=demand.reuse_url,
    )


def _size_words(like: Like) -> str:
    if like.size and like.kind:
        return ""
    if like.body is not None:
        return f"The size of {like.body.name} is not known, so bodies of every size are here."
    return "Choose a kind of body to compare sizes." if like.size else ""
