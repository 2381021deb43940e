"""Signatories as rows of a list: what everyone reads, and the desk's list of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from dueregard.parts.pledge.access import gone, listed
from dueregard.parts.pledge.models import Adoption, Proof, Signatory
from dueregard.parts.pledge.queries.principles import Principle, principles
from dueregard.rules.pledge.alike import name_key
from dueregard.rules.pledge.proofs import ProofState
from dueregard.rules.pledge.standing import State
from dueregard.rules.text.domain_names import shown_domain

PER_PAGE = 50
COUNTS = [state.value for state in ProofState if state.counts]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; what is empty narrows nothing."""

    q: str = ""
    sort: str = ""
    proof: str = ""
    state: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return any((self.q, self.sort, self.proof, self.state))


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """One signatory in the public list."""

    href: str
    name: str
    sort: str
    area: str
    area_href: str
    adopted: str
    decided_on: date | None
    proofs: tuple[str, ...]
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class SignatoryList:
    """One page of the public list. `signed` leaves out who is in grace: nothing proves them today."""

    rows: tuple[SignatoryRow, ...]
    page: Page[Signatory]
    found: str
    signed: int
    in_grace: int
    gone: int
    principles: tuple[Principle, ...]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One signatory in the desk's list."""

    href: str
    name: str
    sort: str
    domain: str
    asked_on: date
    proofs: tuple[str, ...]
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class DeskList:
    """One page of the desk's list."""

    rows: tuple[DeskRow, ...]
    page: Page[Signatory]
    found: str


def with_decisions(signatories: QuerySet[Signatory]) -> QuerySet[Signatory]:
    """Bring along the decisions that were seen, the newest first, and the proofs that count: `seen` and `proven`."""
    seen = Adoption.objects.filter(seen_at__isnull=False)
    proven = Proof.objects.filter(state__in=COUNTS)
    return signatories.select_related("area").prefetch_related(
        Prefetch("adoptions", seen, to_attr="seen"), Prefetch("proofs", proven, to_attr="proven")
    )


def public_list(filters: Filters, number: str) -> SignatoryList:
    """Return one page of who is listed. Seven queries."""
    known = principles()
    numbers = listed().aggregate(
        signed=Count("pk", filter=Q(state=State.LISTED.value)), in_grace=Count("pk", filter=Q(state=State.GRACE.value))
    )
    page = Paginator(with_decisions(_narrowed(listed(), filters)), PER_PAGE).get_page(number)
    count = page.paginator.count
    return SignatoryList(
        rows=tuple(_row(one, len(known)) for one in page.object_list),
        page=page,
        found="1 organisation" if count == 1 else f"{count:,} organisations",
        signed=numbers["signed"],
        in_grace=numbers["in_grace"],
        gone=gone().count(),
        principles=known,
    )


def desk_list(signatories: QuerySet[Signatory], filters: Filters, number: str) -> DeskList:
    """Return one page of some signatories, the newest first. Three queries."""
    ready = _narrowed(signatories, filters).order_by("-asked_at", "pk").prefetch_related("proofs")
    page = Paginator(ready, PER_PAGE).get_page(number)
    count = page.paginator.count
    rows = tuple(
        DeskRow(
            href=one.get_absolute_url(),
            name=one.name,
            sort=one.sort_label,
            domain=shown_domain(one.domain),
            asked_on=localdate(one.asked_at),
            proofs=tuple(proof.label for proof in one.proofs.all() if proof.stands.counts),
            tone=one.stands.tone,
            words=one.stands.words,
        )
        for one in page.object_list
    )
    return DeskList(rows, page, "1 organisation" if count == 1 else f"{count:,} organisations")


def adopted_words(chosen: int, known: int) -> str:
    """Return how many of the principles were adopted, in words."""
    return "All principles" if chosen >= known else f"{chosen} of {known} principles"


def _narrowed(signatories: QuerySet[Signatory], filters: Filters) -> QuerySet[Signatory]:
    if filters.q:
        key = name_key(filters.q)
        found = Q(name__icontains=filters.q) | Q(domain__icontains=filters.q.lower())
        signatories = signatories.filter(found | Q(name_key__contains=key))
    if filters.sort:
        signatories = signatories.filter(sort=filters.sort)
    if filters.proof:
        proven = Proof.objects.filter(kind=filters.proof, state__in=COUNTS).values("signatory")
        signatories = signatories.filter(pk__in=proven)
    if filters.state:
        signatories = signatories.filter(state=filters.state)
    return signatories.order_by("name", "pk")


def _row(one: Signatory, known: int) -> SignatoryRow:
    seen: list[Adoption] = one.seen  # type: ignore[attr-defined]  # brought along by with_decisions
    proven: list[Proof] = one.proven  # type: ignore[attr-defined]
    last = seen[0] if seen else None
    return SignatoryRow(
        href=one.public_path(),
        name=one.name,
        sort=one.sort_label,
        area=one.area.name if one.area else "",
        area_href=one.area.get_absolute_url() if one.area else "",
        adopted=adopted_words(len(last.principles), known) if last else "",
        decided_on=last.decided_on if last else None,
        proofs=tuple(proof.label for proof in proven),
        tone=one.stands.tone,
        words=one.stands.words,
    )
