"""Keeps what an organisation sent that wants to sign. It waits for a person; nothing of it is public."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from dueregard.parts.pledge.actions.move import write_down
from dueregard.parts.pledge.models import Adoption, Signatory
from dueregard.records.areas.models import Area
from dueregard.rules.casework.reply_address import RANDOM_BYTES, make_token
from dueregard.rules.pledge.alike import name_key
from dueregard.rules.pledge.standing import Event, State
from dueregard.rules.pledge.terms import Maker, Sort

PER_HOUR = 30  # for the whole site; who comes later is told to try again
MOST_WAITING = 400  # more than anyone could look at
WAITING = [State.ASKED.value, State.MORE_WANTED.value]


class TooManyAsked(Exception):
    """So many asked within the hour, or wait, that this one is not kept yet."""


class AlreadyAsked(Exception):
    """An organisation of this name, domain and contact waits already; sent twice, it is kept once."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What an organisation decided."""

    principles: tuple[str, ...]
    reservation: str
    maker: Maker
    decided_on: date
    minute_url: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an organisation says of itself."""

    name: str
    sort: Sort
    domain: str
    contact: str
    decided: Decided
    area: Area | None = None
    person_name: str = ""
    shows_person: bool = False


def ask(*, asked: Asked, now: datetime) -> Signatory:
    """Keep it, and write to the contact. Raises: TooManyAsked, AlreadyAsked"""
    key = name_key(asked.name)
    with transaction.atomic():
        waiting = Signatory.objects.filter(state__in=WAITING)
        lately = Signatory.objects.filter(asked_at__gt=now - timedelta(hours=1)).count()
        if lately >= PER_HOUR or waiting.count() >= MOST_WAITING:
            raise TooManyAsked
        # With the same contact: an impostor who came first keeps nobody out, and nobody learns who asked before.
        if waiting.filter(name_key=key[:160], domain=asked.domain, contact__iexact=asked.contact).exists():
            raise AlreadyAsked
        code = make_token(os.urandom(RANDOM_BYTES))
        signatory = Signatory.objects.create(
            slug=f"{slugify(asked.name)[:50] or 'signatory'}-{code[:6]}",
            name=asked.name,
            name_key=key[:160],
            sort=asked.sort.value,
            domain=asked.domain,
            area=asked.area,
            contact=asked.contact,
            person_name=asked.person_name,
            shows_person=asked.shows_person and bool(asked.person_name),
            code=code,
            token=secrets.token_urlsafe(32),
            asked_at=now,
        )
        write_adoption(signatory=signatory, decided=asked.decided, now=now)
        write_down(signatory=signatory, event=Event.ASKED, by=None, now=now)
    return signatory


def write_adoption(*, signatory: Signatory, decided: Decided, now: datetime) -> Adoption:
    """Write down what an organisation decided; someone at the desk has yet to see it."""
    return Adoption.objects.create(
        signatory=signatory,
        principles=list(decided.principles),
        reservation=decided.reservation,
        maker=decided.maker.value,
        decided_on=decided.decided_on,
        minute_url=decided.minute_url,
        made_at=now,
    )
