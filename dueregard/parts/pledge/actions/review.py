"""What people at the desk do with a signatory: list it, ask for more, refuse it, accept a new decision."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.pledge.actions.move import held, move
from dueregard.parts.pledge.models import Adoption, Signatory
from dueregard.rules.pledge.proofs import ProofState
from dueregard.rules.pledge.standing import Event, NotPossible, why_not_listed

COUNTS = [state.value for state in ProofState if state.counts]


def list_signatory(*, pk: UUID, adoption_seen: int | None, by: Person, now: datetime) -> Signatory:
    """Put a signatory on the list, with the decision that `by` has seen. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        adoption = signatory.adoptions.first()
        refusal = why_not_listed(
            proofs_hold=signatory.proofs.filter(state__in=COUNTS).exists(),
            principles=len(adoption.principles) if adoption else 0,
        )
        if refusal or adoption is None:
            raise NotPossible(refusal)
        if adoption.pk != adoption_seen:
            raise NotPossible("It decided again while you were reading. Look at the newer decision first.")
        move(signatory=signatory, event=Event.LISTED, by=by, now=now)
        signatory.adoptions.filter(seen_at=None).update(seen_at=now, seen_by=by)
    return signatory


def want_more(*, pk: UUID, words: str, by: Person, now: datetime) -> Signatory:
    """Ask a signatory for something more, in words. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        move(signatory=signatory, event=Event.WANTED_MORE, words=words, by=by, now=now)
    return signatory


def refuse(*, pk: UUID, words: str, by: Person, now: datetime) -> Signatory:
    """Refuse a signatory, or take one off the list that did not sign, with the reason. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        move(signatory=signatory, event=Event.REFUSED, words=words, by=by, now=now)
    return signatory


def accept_adoption(*, pk: int, by: Person, now: datetime) -> Adoption:
    """Show a newer decision of a listed signatory to everyone. Raises: NotPossible"""
    with transaction.atomic():
        adoption = Adoption.objects.select_for_update().get(pk=pk)
        if adoption.seen_at is not None:
            raise NotPossible("Someone has accepted this decision already. Nothing was changed.")
        adoption.seen_at, adoption.seen_by = now, by
        adoption.save(update_fields=["seen_at", "seen_by"])
        mark_changed(kind="signatory", keys=[str(adoption.signatory_id)])
        record_act(by=by, did="accept_pledge_decision", on=adoption.signatory, at=now)
    return adoption


def turn_down_adoption(*, pk: int, by: Person, now: datetime) -> Signatory:
    """Leave a newer decision aside; what was listed stays, and the decision is gone. Raises: NotPossible"""
    with transaction.atomic():
        adoption = Adoption.objects.select_for_update().select_related("signatory").get(pk=pk)
        if adoption.seen_at is not None:
            raise NotPossible("Someone has accepted this decision already. Nothing was changed.")
        signatory = adoption.signatory
        record_act(by=by, did="turn_down_pledge_decision", on=signatory, at=now, details={"adoption": adoption.pk})
        adoption.delete()
    return signatory
