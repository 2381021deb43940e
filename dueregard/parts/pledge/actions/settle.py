"""Lets happen what a day or a look at a proof brings: grace, its end, a listing that is back, a reminder to renew."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from dueregard.parts.pledge.actions.move import held, move
from dueregard.parts.pledge.actions.tell import own_link, tell
from dueregard.parts.pledge.models import Signatory
from dueregard.rules.pledge.notices import reminder
from dueregard.rules.pledge.proofs import ProofState
from dueregard.rules.pledge.standing import REMIND_BEFORE, Event, Standing, State, due_event, is_reminded
from dueregard.rules.pledge.terms import Reason

COUNTS = [state.value for state in ProofState if state.counts]
MOST_STEPS = 3  # no signatory goes round in circles on one day


def settle_held(*, signatory: Signatory, now: datetime) -> None:
    """Let happen what is due to a signatory that is held."""
    for _ in range(MOST_STEPS):
        event = due_event(standing_of(signatory), localdate(now))
        if event is None:
            return
        reason = _last_reason(signatory) if event in {Event.PROOF_LOST, Event.LAPSED} else None
        move(signatory=signatory, event=event, by=None, now=now, reason=reason)


def standing_of(signatory: Signatory) -> Standing:
    """Return what decides how a signatory stands. One query."""
    holds = signatory.proofs.filter(state__in=COUNTS).exists()
    return Standing(signatory.stands, holds, signatory.renew_by, signatory.grace_until)


def settle_due(*, now: datetime) -> int:
    """Let happen what this day brings to signatories, and remind those who must renew. Returns how many it looked at.

    Safe to run twice, and to be killed: each signatory is a transaction of its own.
    """
    today = localdate(now)
    late = Q(state=State.GRACE.value, grace_until__lt=today)
    renews = Q(state=State.LISTED.value, renew_by__lte=today + REMIND_BEFORE)
    due = list(Signatory.objects.filter(late | renews).order_by("renew_by", "pk").values_list("pk", flat=True))
    for pk in due:
        with transaction.atomic():
            signatory = held(pk)
            settle_held(signatory=signatory, now=now)
            if signatory.stands is State.LISTED and is_reminded(signatory.renew_by, today):
                _remind(signatory, now)
    return len(due)


def _remind(signatory: Signatory, now: datetime) -> None:
    assert signatory.renew_by is not None
    told = reminder(name=signatory.name, site=settings.SITE_NAME, link=own_link(signatory), renew_by=signatory.renew_by)
    tell(signatory=signatory, told=told, key=f"renew:{signatory.renew_by:%Y-%m-%d}", now=now)


def _last_reason(signatory: Signatory) -> Reason | None:
    last = signatory.proofs.exclude(reason="").order_by("-looked_at").first()
    return last.found if last else None
