"""Carries out what a person decided about the rows that a request found: erase, take a name out, or keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.rights.actions.erase import NothingThere, erase, erase_words
from dueregard.records.rights.actions.log_take_down import log_decided
from dueregard.records.rights.models import KeptRow, Request
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.records.rights.queries.plan import NotNow, row_of
from dueregard.records.rights.queries.take_downs import public_things
from dueregard.rules.privacy.erasing import terms
from dueregard.rules.privacy.reasons import Reason
from dueregard.rules.privacy.taking_down import Became


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the rows: how many were erased, how many lost only the words, how many stay, and what waits."""

    erased: int
    words: int
    kept: int
    waits: tuple[str, ...]


def settle_rows(
    *,
    request: Request,
    names: Sequence[str],
    do: str,
    reason: Reason,
    by: Person,
    now: datetime,
) -> Decided:
    """Do one thing with rows of the search, each named "model:key": `do` is "erase", "words" or "keep".

    A row that cannot go yet is left, and the sentence says why; the others go. Rows that are gone count for nothing.
    """
    erased = words = kept = 0
    waits: list[str] = []
    for name in dict.fromkeys(names):
        kind, _, key = name.partition(":")
        row = row_of(kind, key) if kind in kept_by_model() and kind != "rights.Request" else None
        if row is None:
            continue
        try:
            if do == "erase":
                erase(row=row, reason=reason, by=by, now=now, request=request)
                erased += 1
            elif do == "words":
                erase_words(row=row, terms=terms(request.terms), reason=reason, by=by, now=now, request=request)
                words += 1
            else:
                kept += _keep(request, row, reason, by, now)
        except NotNow as refusal:
            waits.append(str(refusal))
        except NothingThere:
            continue
    return Decided(erased, words, kept, tuple(dict.fromkeys(waits)))


def _keep(request: Request, row: models.Model, why: Reason, by: Person, now: datetime) -> int:
    kind, key = row._meta.label, str(row.pk)
    with transaction.atomic():
        told = {"why": why.value, "by": by, "at": now}
        _, is_new = KeptRow.objects.get_or_create(request=request, kind=kind, key=key, defaults=told)
        if is_new:
            record_act(by=by, did="keep_after_request", on=request, at=now, details={"of": kind, "why": why.value})
            things = public_things([row])
            log_decided(things=things, reason=why, became=Became.STAYS, by=by, now=now, request=request)
    return int(is_new)
