"""Erases again what a back-up brought back: the file beside the database names it, and the database does not know.

A name that was taken out of a text cannot be taken out unread; such a row is told to an administrator. So is a row
that may be another one: an older database gives a number a second time.
"""

from datetime import datetime

from django.db import models

from dueregard.foundation.audit.actions import record_act
from dueregard.records.rights.actions.erase import NothingThere, erase
from dueregard.records.rights.gateways.beside import Line, lines
from dueregard.records.rights.models import Erasure
from dueregard.records.rights.queries.kept import kept_by_model
from dueregard.records.rights.queries.plan import NotNow, row_of
from dueregard.rules.privacy.reasons import Reason

MADE = ("created_at", "made_at", "added_at", "recorded_at", "sent_at")  # when a row was written, not what it is about


def erase_again(*, now: datetime) -> int:
    """Repeat what this database has forgotten. Returns how many rows were erased again."""
    told = {str(pk) for pk in Erasure.objects.values_list("pk", flat=True)}
    done = 0
    for line in lines():
        if line.id in told or line.kind not in kept_by_model():
            continue
        row = row_of(line.kind, line.key)
        is_open = row is not None and not (line.is_whole and _is_surely_the_same(row, line))
        if row is not None and not is_open:
            try:
                erase(row=row, reason=Reason.RESTORED, by=None, now=now)
            except (NotNow, NothingThere):
                continue
            done += 1
        _remember(line, now, is_open=is_open)
    return done


def _is_surely_the_same(row: models.Model, line: Line) -> bool:
    """Tell a row that came back from a new one that was given its number. A random key is never given twice."""
    if isinstance(row._meta.pk, models.UUIDField):
        return True
    made = next((at for name in MADE if (at := getattr(row, name, None)) is not None), None)
    return made is not None and made <= line.at


def _remember(line: Line, now: datetime, *, is_open: bool) -> None:
    """Write the old erasure down again. A name that has to be taken out once more stays open until someone does."""
    old = Erasure.objects.create(
        pk=line.id,
        kind=line.kind,
        key=line.key,
        is_whole=line.is_whole,
        reason=Reason.RESTORED.value,
        rows=0,
        at=line.at,
        by=None,
        noted_at=now,
        cleaned_at=now,
        is_to_do=is_open,
    )
    record_act(by=None, did="remember_erasure", on=old, at=now, details={"of": line.kind, "to_do": is_open})
