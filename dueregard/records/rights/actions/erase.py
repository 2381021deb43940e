"""Erases a row about a person, or takes a name out of it: an act with a reason, and an audit row without the data.

What it was, nobody can tell afterwards. Bytes, pictures, packages, the index and the database's free pages are cleaned
after the commit (`clean_up`); the rows say until when that is outstanding.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.groups.actions.share_thing import take_out_everywhere
from dueregard.records.rights.actions.log_take_down import log_decided
from dueregard.records.rights.models import Erasure, KeptRow, LeftBytes, Request
from dueregard.records.rights.queries.plan import Plan, plan_whole, plan_words
from dueregard.records.rights.queries.take_downs import public_things
from dueregard.rules.practice.site_time import real
from dueregard.rules.privacy.erasing import ERASED, tombstone, without
from dueregard.rules.privacy.reasons import Reason
from dueregard.rules.privacy.taking_down import Became
from dueregard.rules.wiring.personal import Kept

CLEAN_TASK = "dueregard.records.rights.tasks.clean_up"
NO_ADDRESS = "https://erased.invalid/"


class NothingThere(Exception):
    """The words are not in this row any more, or the row is gone."""


def erase(
    *, row: models.Model, reason: Reason, by: Person | None, now: datetime, request: Request | None = None
) -> Erasure:
    """Erase a row with all that goes with it. Raises: NotNow, NothingThere"""
    with transaction.atomic():
        row = _as_it_is(row)
        plan = plan_whole(row)
        KeptRow.objects.filter(kind=row._meta.label, key=str(row.pk)).delete()  # somebody has decided otherwise
        return _carry_out(plan, row, reason, by, now, request, ())


def erase_words(
    *,
    row: models.Model,
    terms: Sequence[str],
    reason: Reason,
    by: Person | None,
    now: datetime,
    request: Request | None = None,
) -> Erasure:
    """Take names and addresses out of a row; bytes that hold its words go. Raises: NotNow, NothingThere"""
    with transaction.atomic():
        row = _as_it_is(row)
        plan = plan_words(row)
        if not any(without(getattr(row, name), terms)[1] for _, kept in plan.rows.values() for name in kept.words):
            raise NothingThere
        return _carry_out(plan, row, reason, by, now, request, tuple(terms))


def _as_it_is(row: models.Model) -> models.Model:
    """Read the row again and hold it: a colleague may have changed it since it was listed."""
    current: models.Model | None = type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if current is None:
        raise NothingThere
    return current


def _carry_out(
    plan: Plan,
    row: models.Model,
    reason: Reason,
    by: Person | None,
    now: datetime,
    request: Request | None,
    terms: tuple[str, ...],
) -> Erasure:
    things = public_things([one for one, _ in plan.rows.values()])
    key, digests = str(row.pk), plan.digests if not terms else _stripped_digests(plan)
    for one, kept in () if terms else plan.rows.values():
        if kept.tells:
            import_string(kept.tells)(row=one, by=by, now=now)
        take_out_everywhere(row=one, by=by, now=now)
    _mark(plan)
    for one, kept in plan.rows.values():
        if terms:
            _take_words_out(one, kept, terms)
        elif not kept.goes:
            _empty(one, kept)
    for one, kept in plan.stripped.values():
        one.save(update_fields=_let_bytes_go(one, kept))
    if not terms:
        _remove([one for one, kept in plan.rows.values() if kept.goes])
    LeftBytes.objects.bulk_create([LeftBytes(digest=digest) for digest in sorted(digests)], ignore_conflicts=True)
    done = Erasure.objects.create(
        request=request,
        kind=row._meta.label,
        key=key,
        is_whole=not terms,
        reason=reason.value,
        rows=len(plan.rows),
        files=len(digests),
        at=real(now),
        by=by,
    )
    told = {"of": done.kind, "reason": reason.value, "rows": done.rows, "files": done.files}
    record_act(by=by, did="erase" if done.is_whole else "erase_words", on=done, at=now, details=told)
    became = Became.ERASED if done.is_whole else Became.PART_TAKEN_OUT
    log_decided(things=things, reason=reason, became=became, by=by, now=now, request=request)
    enqueue(CLEAN_TASK)
    return done


def _stripped_digests(plan: Plan) -> set[str]:
    return Plan(stripped=plan.stripped).digests


def _mark(plan: Plan) -> None:
    """Have the index read again what it holds of these rows; afterwards it is made anew as a whole."""
    for row, kept in plan.rows.values():
        kind, path = kept.found_as
        if kind:
            mark_changed(kind=kind, keys=[str(getattr(row, path))])


def _empty(row: models.Model, kept: Kept) -> None:
    for name in kept.words:
        setattr(row, name, _emptied(row, name))
    for name, value in kept.sets.items():
        setattr(row, name, value)
    row.save(update_fields=[*kept.words, *_let_bytes_go(row, kept), *kept.sets])


def _emptied(row: models.Model, name: str) -> Any:
    field, value = row._meta.get_field(name), getattr(row, name)
    if isinstance(field, models.JSONField):
        return field.get_default()
    if not value:
        return value
    if isinstance(field, models.URLField):
        return NO_ADDRESS
    if getattr(field, "unique", False):
        return f"erased-{str(row.pk)[:13]}"
    return ERASED


def _let_bytes_go(row: models.Model, kept: Kept) -> list[str]:
    """Take the hashes out of a row; where one must stay unique, a tombstone stands for it. Returns the fields."""
    names = [name for name in kept.bytes if name not in kept.words]
    for name in names:
        field, value = row._meta.get_field(name), str(getattr(row, name))
        if value:
            setattr(row, name, "" if getattr(field, "blank", False) else tombstone(value))
    return names


def _take_words_out(row: models.Model, kept: Kept, terms: tuple[str, ...]) -> None:
    changed = []
    for name in kept.words:
        value, count = without(getattr(row, name), terms)
        if count:
            setattr(row, name, _fitting(row, kept, name, value))
            changed.append(name)
    if set(changed) & set(kept.sets):  # what speaks of the emptied field follows it: that a name is shown
        for name in set(kept.sets) - set(kept.words):
            setattr(row, name, kept.sets[name])
            changed.append(name)
    row.save(update_fields=changed)


def _fitting(row: models.Model, kept: Kept, name: str, value: Any) -> Any:
    """Return what a field can hold: a place to write to is emptied, and what must stay unique does."""
    field = row._meta.get_field(name)
    if name in kept.sets:
        return kept.sets[name]
    if getattr(field, "unique", False):
        return _emptied(row, name)
    most = getattr(field, "max_length", None)
    return value[:most] if isinstance(value, str) and most else value


def _remove(rows: list[models.Model]) -> None:
    """Remove rows; of two models that name each other, those that name come first."""
    for row in reversed(rows):
        type(row)._base_manager.filter(pk=row.pk).delete()
