"""The page of one signatory: for everyone, for the signatory itself, and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.parts.pledge.models import Adoption, Doubt, Line, Proof, Signatory
from dueregard.parts.pledge.queries.alike import Alike, alike
from dueregard.parts.pledge.queries.principles import Principle, principles
from dueregard.records.bodies.models import Body
from dueregard.rules.pledge.proofs import FILE_PLACES, proof_line, record_name
from dueregard.rules.pledge.standing import State, why_not_listed
from dueregard.rules.pledge.terms import ProofKind
from dueregard.rules.text.domain_names import NotADomain, read_domain, shown_domain


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was decided: `chosen` and `left` are principles that were adopted, and those that were not."""

    pk: int
    chosen: tuple[Principle, ...]
    left: tuple[Principle, ...]
    reservation: str
    maker: str
    decided_on: date
    minute_url: str
    is_seen: bool


@dataclass(frozen=True, slots=True)
class ShownProof:
    """One proof, as a page shows it. `where` leads to it, if everyone may follow."""

    kind: str
    label: str
    where: str
    href: str
    tone: str
    words: str
    found: str
    advice: str
    looked_at: datetime | None
    held_at: datetime | None
    next_at: datetime | None
    counts: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One dated line."""

    on: date
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What everyone reads of a signatory."""

    signatory: Signatory
    stands: State
    domain: str
    adopted: Adopted | None
    proofs: tuple[ShownProof, ...]
    lines: tuple[ShownLine, ...]
    person: str
    is_on_list: bool


@dataclass(frozen=True, slots=True)
class HowTo:
    """What a signatory has to put where."""

    link: str
    line: str
    files: tuple[str, ...]
    record: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a signatory reads of itself, by its own link."""

    signatory: Signatory
    stands: State
    domain: str
    adopted: Adopted | None
    newer: Adopted | None
    proofs: tuple[ShownProof, ...]
    lines: tuple[ShownLine, ...]
    how: HowTo
    is_on_list: bool
    wants_answer: bool
    may_renew: bool
    may_prove: bool
    may_withdraw: bool
    may_ask_again: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What the people who keep the list read of a signatory."""

    signatory: Signatory
    stands: State
    domain: str
    is_mixed: bool
    adopted: Adopted | None
    newer: Adopted | None
    last_decision: int | None
    proofs: tuple[ShownProof, ...]
    lines: tuple[ShownLine, ...]
    doubts: tuple[Doubt, ...]
    alike: tuple[Alike, ...]
    bodies: tuple[Body, ...]
    why_not: str
    is_open: bool
    may_refuse: bool
    may_prove: bool


def public_page(signatory: Signatory) -> PublicPage:
    """Return what everyone reads. Four queries."""
    known = principles()
    return PublicPage(
        signatory=signatory,
        stands=signatory.stands,
        domain=shown_domain(signatory.domain),
        adopted=_adopted(signatory.adoptions.filter(seen_at__isnull=False).first(), known),
        proofs=tuple(_proof(one) for one in signatory.proofs.all() if one.held_at is not None),
        lines=_lines(signatory, is_for_everybody=True),
        person=signatory.person_name if signatory.shows_person and signatory.stands.is_on_list else "",
        is_on_list=signatory.stands.is_on_list,
    )


def own_page(signatory: Signatory) -> OwnPage:
    """Return what the signatory itself reads. Four queries."""
    known, state = principles(), signatory.stands
    seen, newer = _both(signatory, known)
    return OwnPage(
        signatory=signatory,
        stands=state,
        domain=shown_domain(signatory.domain),
        adopted=seen,
        newer=newer,
        proofs=tuple(_proof(one) for one in signatory.proofs.all()),
        lines=_lines(signatory, is_for_everybody=False),
        how=how_to(signatory),
        is_on_list=state.is_on_list,
        wants_answer=state is State.MORE_WANTED,
        may_renew=state in {State.LISTED, State.GRACE, State.LAPSED},
        may_prove=state not in {State.WITHDRAWN, State.REFUSED},
        may_withdraw=state not in {State.WITHDRAWN, State.REFUSED},
        may_ask_again=state in {State.WITHDRAWN, State.REFUSED},
    )


def desk_page(signatory: Signatory) -> DeskPage:
    """Return what the desk reads. Eight queries."""
    known, state = principles(), signatory.stands
    seen, newer = _both(signatory, known)
    proofs = list(signatory.proofs.all())
    is_open = state in {State.ASKED, State.MORE_WANTED}
    last = newer or seen
    holds = any(one.stands.counts for one in proofs)
    return DeskPage(
        signatory=signatory,
        stands=state,
        domain=shown_domain(signatory.domain),
        is_mixed=_is_mixed(signatory.domain),
        adopted=seen,
        newer=newer,
        last_decision=last.pk if last else None,
        proofs=tuple(_proof(one) for one in proofs),
        lines=_lines(signatory, is_for_everybody=False),
        doubts=tuple(signatory.doubts.all()),
        alike=alike(signatory),
        bodies=tuple(Body.objects.filter(name__iexact=signatory.name)[:3]),
        why_not=why_not_listed(proofs_hold=holds, principles=len(last.chosen) if last else 0) if is_open else "",
        is_open=is_open,
        may_refuse=state is not State.REFUSED,
        may_prove=state not in {State.WITHDRAWN, State.REFUSED},
    )


def how_to(signatory: Signatory) -> HowTo:
    """Return what a signatory has to put where."""
    return HowTo(
        link=f"{settings.PUBLIC_URL}{reverse('pledge:by_code', args=[signatory.code])}",
        line=proof_line(signatory.code),
        files=tuple(f"https://{signatory.domain}{place}" for place in FILE_PLACES) if signatory.domain else (),
        record=record_name(signatory.domain) if signatory.domain else "",
    )


def _both(signatory: Signatory, known: tuple[Principle, ...]) -> tuple[Adopted | None, Adopted | None]:
    """Return the last decision that was seen, and a newer one that was not."""
    every = list(signatory.adoptions.all())
    seen = next((one for one in every if one.seen_at is not None), None)
    newer = every[0] if every and every[0].seen_at is None else None
    return _adopted(seen, known), _adopted(newer, known)


def _adopted(adoption: Adoption | None, known: tuple[Principle, ...]) -> Adopted | None:
    if adoption is None:
        return None
    return Adopted(
        pk=adoption.pk,
        chosen=tuple(one for one in known if one.slug in adoption.principles),
        left=tuple(one for one in known if one.slug not in adoption.principles),
        reservation=adoption.reservation,
        maker=adoption.maker_label,
        decided_on=adoption.decided_on,
        minute_url=adoption.minute_url,
        is_seen=adoption.seen_at is not None,
    )


def _proof(proof: Proof) -> ShownProof:
    kind, found = ProofKind(proof.kind), proof.found
    is_page = kind in {ProofKind.LINK, ProofKind.MINUTE} and proof.place.startswith(("http", "/"))
    return ShownProof(
        kind=proof.kind,
        label=kind.label,
        where=proof.place if is_page else "",
        href=proof.place if is_page else "",
        tone=proof.stands.tone,
        words=proof.stands.words,
        found=found.words if found else "",
        advice=found.advice if found else "",
        looked_at=proof.looked_at,
        held_at=proof.held_at,
        next_at=proof.next_at,
        counts=proof.stands.counts,
        may_take_back=proof.stands.counts,
    )


def _lines(signatory: Signatory, *, is_for_everybody: bool) -> tuple[ShownLine, ...]:
    lines: list[Line] = [one for one in signatory.lines.all() if one.is_for_everybody or not is_for_everybody]
    return tuple(ShownLine(localdate(one.at), one.label, one.words) for one in lines)


def _is_mixed(domain: str) -> bool:
    try:
        return bool(domain) and read_domain(shown_domain(domain)).is_mixed
    except NotADomain:
        return True
