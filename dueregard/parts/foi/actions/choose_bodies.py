"""Choosing the bodies a campaign asks: one case per body. A body can be removed again before anything is sent."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.models import Campaign, Case
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.law import law_of
from dueregard.rules.casework.events import Phase, Turn
from dueregard.rules.casework.reply_address import RANDOM_BYTES, make_token


class AlreadySent(Exception):
    """A letter has gone to this body, so it stays in the campaign."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many bodies were added, and which were left out with the reason in words."""

    added: int
    left_out: tuple[tuple[str, str], ...]


def choose_bodies(*, campaign: Campaign, bodies: Iterable[Body], by: Person, now: datetime) -> Chosen:
    """Add a case for each body that has a duty to answer; the others are named with the reason."""
    left_out: list[tuple[str, str]] = []
    bodies = list(bodies)
    with transaction.atomic():
        # Held, so that none is merged into another entry between this look and the commit.
        held = Body.objects.select_for_update(no_key=True).filter(pk__in=[body.pk for body in bodies]).order_by("pk")
        known = set(held.values_list("pk", flat=True))
        there = set(campaign.cases.values_list("body_id", flat=True))
        new = []
        for body in bodies:
            law = law_of(body, environmental=campaign.is_environmental)
            if body.pk not in known:
                left_out.append((body.name, "Merged with another entry just now; look for it again."))
            elif body.pk in there:
                left_out.append((body.name, "Already in this campaign."))
            elif not body.is_open_on(timezone.localdate(now)):
                left_out.append((body.name, "No longer exists; ask the body that replaced it."))
            elif not law.code:
                left_out.append((body.name, law.because))
            else:
                there.add(body.pk)
                new.append(_new_case(campaign, body, law.code, now))
        Case.objects.bulk_create(new, batch_size=500)
        mark_changed(kind="case", keys=[str(case.pk) for case in new])
        record_act(by=by, did="choose_bodies", on=campaign, at=now, details={"added": len(new)})
    return Chosen(len(new), tuple(left_out))


def take_out(*, case: Case, by: Person, now: datetime) -> None:
    """Remove a body from the campaign while nothing has been sent to it. Raises: AlreadySent"""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        kept = case.correspondence.exclude(outgoing__state=OutgoingMessage.State.UNDONE)
        if case.phase != Phase.PREPARING or kept.exists():
            raise AlreadySent("A letter to this body has been sent or is about to be. Undo it first, if you still can.")
        record_act(by=by, did="take_out", on=case.campaign, at=now, details={"body": str(case.body_id)})
        mark_changed(kind="case", keys=[str(case.pk)])
        case.delete()


def _new_case(campaign: Campaign, body: Body, law: str, now: datetime) -> Case:
    return Case(
        campaign=campaign,
        group_id=campaign.group_id,
        body=body,
        token=make_token(secrets.token_bytes(RANDOM_BYTES)),
        law=law,
        phase=Phase.PREPARING,
        turn=Turn.OURS,
        created_at=now,
        last_at=now,
    )
