"""What a signatory does itself, by its own link: answers, renews, decides again, withdraws, asks again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from dueregard.parts.pledge.actions.ask import Decided, write_adoption
from dueregard.parts.pledge.actions.move import held, move
from dueregard.parts.pledge.actions.settle import settle_held
from dueregard.parts.pledge.models import Signatory
from dueregard.rules.pledge.standing import Event, NotPossible, State

# The link is given to whoever asks, and each step may write an e-mail to an address that nobody has confirmed.
A_DAY = 5
TOO_OFTEN = "You have done this several times today. Try again tomorrow. Nothing was changed."


def answer(*, pk: UUID, words: str, now: datetime) -> Signatory:
    """Answer what the desk wanted to know. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        _refuse_often(signatory, Event.ANSWERED, now)
        move(signatory=signatory, event=Event.ANSWERED, words=words, by=None, now=now)
    return signatory


def renew(*, pk: UUID, now: datetime) -> Signatory:
    """Say that the pledge still stands. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        _refuse_often(signatory, Event.RENEWED, now)
        move(signatory=signatory, event=Event.RENEWED, by=None, now=now)
        settle_held(signatory=signatory, now=now)
    return signatory


def decide_again(*, pk: UUID, decided: Decided, now: datetime) -> Signatory:
    """Write down a newer decision, which waits to be seen; it renews the pledge where that is listed.

    Raises: NotPossible
    """
    with transaction.atomic():
        signatory = held(pk)
        if signatory.stands in {State.WITHDRAWN, State.REFUSED}:
            raise NotPossible("This signatory is not on the list and does not wait for it. Ask again first.")
        if signatory.adoptions.filter(made_at__gt=now - timedelta(days=1)).count() >= A_DAY:
            raise NotPossible(TOO_OFTEN)
        write_adoption(signatory=signatory, decided=decided, now=now)
        if signatory.stands in {State.LISTED, State.GRACE, State.LAPSED}:
            move(signatory=signatory, event=Event.RENEWED, by=None, now=now)
            settle_held(signatory=signatory, now=now)
    return signatory


def withdraw(*, pk: UUID, words: str, now: datetime) -> Signatory:
    """Withdraw; the page of a signatory that was listed says so, with its words. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        move(signatory=signatory, event=Event.WITHDREW, words=words, by=None, now=now)
    return signatory


def ask_again(*, pk: UUID, words: str, now: datetime) -> Signatory:
    """Ask again after withdrawing or being refused; a person looks at it as at the first time. Raises: NotPossible"""
    with transaction.atomic():
        signatory = held(pk)
        _refuse_often(signatory, Event.ASKED, now)
        move(signatory=signatory, event=Event.ASKED, words=words, by=None, now=now)
    return signatory


def _refuse_often(signatory: Signatory, event: Event, now: datetime) -> None:
    if signatory.lines.filter(event=event.value, at__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise NotPossible(TOO_OFTEN)
