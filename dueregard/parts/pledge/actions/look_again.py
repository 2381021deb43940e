"""Looks at the proofs that are due, one after the other, and writes down what was found.

Paced: a few in each run, one of each organisation's domain, and none while another worker has it. Looking is done
outside any transaction, for a stranger's server may take its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.pledge.actions.move import held
from dueregard.parts.pledge.actions.settle import settle_held
from dueregard.parts.pledge.gateways.looking import look
from dueregard.parts.pledge.models import Proof, Signatory
from dueregard.rules.pledge.proofs import LOOK_AGAIN, after_look, is_our_own_trouble
from dueregard.rules.pledge.standing import State
from dueregard.rules.pledge.terms import ProofKind, Reason

IN_A_RUN = 10
NO_LONGER = [State.WITHDRAWN.value, State.REFUSED.value]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at one proof found."""

    proof: Proof
    reason: Reason


def look_at_due(*, now: datetime) -> int:
    """Look at what is due, and return how many. Safe to run twice and to be killed: what is claimed is due tomorrow."""
    found = [Found(proof, _look(proof)) for proof in _claimed(now)]
    if is_our_own_trouble([one.reason for one in found]):
        return len(found)  # our own network is down, as far as one can see: nobody loses a proof by that
    for one in found:
        write_look(proof=one.proof, reason=one.reason, now=now)
    return len(found)


def look_at(*, signatory: Signatory, now: datetime) -> int:
    """Look at one signatory's proofs that are due by now."""
    proofs = _claimed(now, signatory=signatory)
    for proof in proofs:
        write_look(proof=proof, reason=_look(proof), now=now)
    return len(proofs)


def write_look(*, proof: Proof, reason: Reason, now: datetime) -> Proof:
    """Write down what a look found, and let happen to its signatory what follows."""
    with transaction.atomic():
        signatory = held(proof.signatory_id)
        row = Proof.objects.select_for_update().get(pk=proof.pk)
        if (row.place, row.made_at, row.reason) != (proof.place, proof.made_at, proof.reason):
            return row  # given anew, or taken back, while we looked
        stood = row.state
        looked = after_look(
            kind=ProofKind(row.kind),
            state=row.stands,
            tries=row.tries,
            made_at=row.made_at,
            reason=reason,
            key=str(row.pk),
            now=now,
        )
        row.state, row.tries, row.next_at = looked.state.value, looked.tries, looked.next_at
        row.reason, row.looked_at = reason.value, now
        if reason is Reason.HOLDS:
            row.held_at = now
        row.save()
        if row.state != stood:
            details = {"kind": row.kind, "found": reason.value, "stands": row.state}
            record_act(by=None, did="look_at_pledge_proof", on=signatory, at=now, details=details)
            mark_changed(kind="signatory", keys=[str(signatory.pk)])
        settle_held(signatory=signatory, now=now)
    return row


def _claimed(now: datetime, signatory: Signatory | None = None) -> list[Proof]:
    """Return proofs that are due, one of each domain, and take them for a day."""
    with transaction.atomic():
        due = Proof.objects.filter(next_at__lte=now).exclude(signatory__state__in=NO_LONGER)
        if signatory is not None:
            due = due.filter(signatory=signatory)
        rows = due.select_for_update(of=("self",), skip_locked=True).select_related("signatory").order_by("next_at")
        kept: dict[str, Proof] = {}
        for proof in rows[: IN_A_RUN * 5]:
            key = str(proof.pk) if signatory is not None or not proof.signatory.domain else proof.signatory.domain
            if len(kept) < IN_A_RUN:
                kept.setdefault(key, proof)
        Proof.objects.filter(pk__in=[proof.pk for proof in kept.values()]).update(next_at=now + LOOK_AGAIN)
    return list(kept.values())


def _look(proof: Proof) -> Reason:
    signatory = proof.signatory
    return look(
        kind=ProofKind(proof.kind),
        domain=signatory.domain,
        place=proof.place,
        code=signatory.code,
        leads_to=f"{settings.PUBLIC_URL}{reverse('pledge:by_code', args=[signatory.code])}",
    )
