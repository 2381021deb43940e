"""Keeps what someone says who knows that an organisation did not sign, and what came of it."""

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.pledge.models import Doubt, Signatory

PER_HOUR = 30
MOST_OPEN = 200


class TooManyDoubts(Exception):
    """So many came within the hour, or are open, that this one is not kept yet."""


class AlreadySettled(Exception):
    """Someone has settled this doubt before."""


def doubt(*, signatory: Signatory, says: str, reply_to: str, now: datetime) -> Doubt:
    """Keep a doubt; the list stays as it is until a person has looked. Raises: TooManyDoubts"""
    with transaction.atomic():
        lately = Doubt.objects.filter(sent_at__gt=now - timedelta(hours=1)).count()
        if lately >= PER_HOUR or Doubt.objects.filter(settled_at=None).count() >= MOST_OPEN:
            raise TooManyDoubts
        made = Doubt.objects.create(signatory=signatory, says=says, reply_to=reply_to, sent_at=now)
        record_act(by=None, did="doubt_signatory", on=signatory, at=now)
    return made


def settle_doubt(*, pk: int, outcome: str, by: Person, now: datetime) -> Doubt:
    """Write down what came of a doubt. Raises: AlreadySettled"""
    with transaction.atomic():
        made = Doubt.objects.select_for_update().get(pk=pk)
        if made.settled_at is not None:
            raise AlreadySettled
        made.settled_at, made.settled_by, made.outcome = now, by, outcome
        made.save(update_fields=["settled_at", "settled_by", "outcome"])
        record_act(by=by, did="settle_doubt", on=made.signatory, at=now)
    return made
