"""Takes a proof, or takes it back. A signatory gives its own; the signed minute is recorded by whoever read it."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.pledge.actions.move import held
from dueregard.parts.pledge.actions.settle import settle_held
from dueregard.parts.pledge.actions.tell import tell
from dueregard.parts.pledge.models import Proof, Signatory
from dueregard.records.evidence.models import Document
from dueregard.rules.pledge.notices import mail_proof
from dueregard.rules.pledge.proofs import MAIL_HOLDS, ProofState
from dueregard.rules.pledge.standing import State
from dueregard.rules.pledge.terms import ProofKind, Reason

MAILS_A_DAY = 3
OFFER_EVERY_MINUTES = 1  # each kind; whoever corrects a mistake does not wait long
LOOK_EVERY_MINUTES = 5  # a signatory that mends its proof need not wait for the next day, nor hammer its own server


class CannotProve(Exception):
    """The proof was not taken; the words say why. Nothing was changed."""


def offer(*, pk: UUID, kind: ProofKind, place: str, now: datetime) -> Proof:
    """Take a proof that the site can look at by itself, to be looked at soon. Given again, it begins anew.

    `place` is the page of a link, and empty for the other kinds. Raises: CannotProve
    """
    with transaction.atomic():
        signatory = held(pk)
        _refuse_without_domain(signatory)
        _refuse_gone(signatory)
        proof = signatory.proofs.filter(kind=kind.value).first() or Proof(signatory=signatory, kind=kind.value)
        _refuse_at_once_again(proof, now)
        if proof.place != place or not proof.stands.counts:
            if proof.place != place:
                proof.held_at = None  # another page: it never held
            proof.place, proof.made_at = place, now
            proof.state, proof.tries, proof.reason = ProofState.WAITING.value, 0, ""
        proof.next_at = now
        proof.save()
        settle_held(signatory=signatory, now=now)
        record_act(by=None, did="offer_pledge_proof", on=signatory, at=now, details={"kind": kind.value})
    return proof


def write_to_domain(*, pk: UUID, address: str, now: datetime) -> Proof:
    """Write to an address at the signatory's domain; whoever opens the link confirms. Raises: CannotProve"""
    with transaction.atomic():
        signatory = held(pk)
        _refuse_without_domain(signatory)
        _refuse_gone(signatory)
        if address.rpartition("@")[2].lower() != signatory.domain:
            raise CannotProve(f"The address must end in @{signatory.domain}, the domain that you gave.")
        proof = signatory.proofs.filter(kind=ProofKind.MAIL.value).first()
        if proof is not None and proof.stands.counts:
            raise CannotProve("An e-mail from your domain proves you already. Nothing was sent.")
        tries = proof.tries if proof and (now - proof.made_at).days < 1 else 0
        if tries >= MAILS_A_DAY:
            raise CannotProve("We have written three times today. Look among unwanted e-mails, or try again tomorrow.")
        if proof is None:
            proof = Proof(signatory=signatory, kind=ProofKind.MAIL.value)
        if not tries:
            proof.made_at = now
        proof.place, proof.token, proof.tries = address, secrets.token_urlsafe(32), tries + 1
        proof.state, proof.reason, proof.next_at = ProofState.WAITING.value, "", None
        proof.save()
        link = f"{settings.PUBLIC_URL}{reverse('pledge:confirm', args=[proof.token])}"
        told = mail_proof(name=signatory.name, site=settings.SITE_NAME, link=link)
        tell(signatory=signatory, told=told, key=f"mail:{proof.token}", to=address, now=now)
        record_act(by=None, did="offer_pledge_proof", on=signatory, at=now, details={"kind": "mail"})
    return proof


def confirm_mail(*, token: str, now: datetime) -> Proof:
    """Take the proof of whoever reads the mailbox at the domain. Raises: CannotProve, Proof.DoesNotExist"""
    with transaction.atomic():
        signatory = held(Proof.objects.get(token=token).signatory_id)
        proof = Proof.objects.select_for_update().get(token=token)
        if proof.stands is not ProofState.WAITING:
            raise CannotProve("This link was used already. Nothing was changed.")
        _refuse_gone(signatory)
        proof.state, proof.reason, proof.tries = ProofState.HOLDS.value, Reason.HOLDS.value, 0
        proof.looked_at = proof.held_at = now
        proof.next_at = now + MAIL_HOLDS
        proof.save()
        settle_held(signatory=signatory, now=now)
        record_act(by=None, did="confirm_pledge_mail", on=signatory, at=now)
    return proof


def record_minute(*, pk: UUID, url: str, document: Document | None, by: Person, now: datetime) -> Proof:
    """Write down that a person has read the signed minute, and where it is."""
    with transaction.atomic():
        signatory = held(pk)
        _refuse_gone(signatory)
        proof = signatory.proofs.filter(kind=ProofKind.MINUTE.value).first()
        if proof is None:
            proof = Proof(signatory=signatory, kind=ProofKind.MINUTE.value)
        proof.place, proof.document, proof.made_at, proof.made_by = url, document, now, by
        proof.state, proof.reason, proof.tries = ProofState.HOLDS.value, Reason.HOLDS.value, 0
        proof.looked_at = proof.held_at = now
        proof.save()
        settle_held(signatory=signatory, now=now)
        record_act(by=by, did="record_pledge_minute", on=signatory, at=now)
    return proof


def take_back(*, pk: UUID, kind: ProofKind, by: Person | None, now: datetime) -> Proof:
    """Take a proof back, as its signatory or as someone at the desk. Raises: CannotProve"""
    with transaction.atomic():
        signatory = held(pk)
        proof = signatory.proofs.filter(kind=kind.value).exclude(reason=Reason.TAKEN_BACK.value).first()
        if proof is None:
            raise CannotProve("There is no such proof any more. Nothing was changed.")
        proof.state, proof.reason, proof.next_at = ProofState.LOST.value, Reason.TAKEN_BACK.value, None
        proof.looked_at = now
        proof.save()
        settle_held(signatory=signatory, now=now)
        record_act(by=by, did="take_back_pledge_proof", on=signatory, at=now, details={"kind": kind.value})
    return proof


def _refuse_without_domain(signatory: Signatory) -> None:
    if not signatory.domain:
        raise CannotProve("You gave no website. Send us the signed minute, or ask again with your domain.")


def _refuse_at_once_again(proof: Proof, now: datetime) -> None:
    """Refuse what would have us ask one server again and again: anybody can name any domain."""
    lately = now - timedelta(minutes=OFFER_EVERY_MINUTES)
    if proof.pk and max(proof.made_at, proof.looked_at or proof.made_at) > lately:
        raise CannotProve("We looked less than a minute ago, or are about to. Try again in a minute.")


def _refuse_gone(signatory: Signatory) -> None:
    if signatory.stands in {State.WITHDRAWN, State.REFUSED}:
        raise CannotProve("This signatory has withdrawn or was refused. Ask again first.")


def look_soon(*, pk: UUID, now: datetime) -> int:
    """Have a signatory's proofs looked at now, once in `LOOK_EVERY_MINUTES` at most. Raises: CannotProve"""
    with transaction.atomic():
        signatory = held(pk)
        proofs = signatory.proofs.filter(kind__in=[kind.value for kind in ProofKind if kind.is_looked_up])
        proofs = proofs.exclude(reason=Reason.TAKEN_BACK.value)
        if not proofs.exists():
            raise CannotProve("There is nothing yet that we could look at.")
        if proofs.filter(looked_at__gt=now - timedelta(minutes=LOOK_EVERY_MINUTES)).exists():
            raise CannotProve(f"We looked less than {LOOK_EVERY_MINUTES} minutes ago. Try again a little later.")
        record_act(by=None, did="ask_for_pledge_look", on=signatory, at=now)
        return proofs.update(next_at=now)
