"""Removes the invented county whole: its rows, what has come to hang on them, their files, their place in the search.

What people made here that has nothing to do with it stays.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, Model, Q
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.example.models import Example
from dueregard.foundation.example.queries.pieces import take_away
from dueregard.foundation.example.queries.rows import (
    Gone,
    Keys,
    as_they_were,
    changed_since,
    made_since,
    pointed_at,
    to_remove,
    unpacked,
)
from dueregard.foundation.example.queries.standing import forget_standing
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.foundation.search.actions.audit_index import ask_for_rebuild

ONLY = 1
CHUNK = 400
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
AUDIT = "audit.act"
TODO = "todo.take"


class NotHere(Exception):
    """The county is not on this site."""


class BeingMade(Exception):
    """It is being made at this moment: wait until it is there, or until it has stopped."""


def remove_example(*, by: Person | None, now: datetime) -> int:
    """Remove all of it in one transaction; files go after the commit. Returns how many rows went.

    Safe to run again. Raises: NotHere, BeingMade
    """
    with transaction.atomic():
        row = Example.objects.select_for_update().filter(pk=ONLY).first()
        if row is None:
            raise NotHere
        if row.state == Example.State.MAKING:
            raise BeingMade
        gone = _work_out(row)
        digests = set(_digests(gone.rows))
        is_of_the_county = by is not None and by.pk in gone.rows.get("accounts.person", ())
        record_act(by=None if is_of_the_county else by, did="remove_example", on=row, at=now)
        take_away(gone.rows)
        _drop_tasks(gone.rows)
        _turn_back(gone, unpacked(row.before))
        count = _remove(gone, as_they_were(gone.put_back, unpacked(row.before)) if row.before else [])
        Example.objects.filter(pk=ONLY).delete()
        transaction.on_commit(lambda: _remove_files(digests))
        transaction.on_commit(ask_for_rebuild)
    forget_standing()
    forget_site_mode()
    return count


def _work_out(row: Example) -> Gone:
    if not row.before:
        return Gone({}, {}, ())
    before = unpacked(row.before)
    is_written_down = bool(row.made)  # of a load that broke off under an earlier version it is not
    made = unpacked(row.made) if is_written_down else made_since(before)
    changed = unpacked(row.changed) if is_written_down else changed_since(before)
    return _with_what_names_them(to_remove(made, changed, before), before)


def _with_what_names_them(gone: Gone, before: dict[str, Any]) -> Gone:
    """Add what names a row without pointing at it: lines of the activity log, and who has taken what."""
    was = set(before["keys"].get(AUDIT, ()))
    named = {str(key): label for label, keys in gone.rows.items() for key in keys}
    act = apps.get_model(AUDIT)._base_manager.values_list("pk", "on_kind", "on_id")
    acts = {pk for pk, kind, on in act.iterator() if named.get(on) == kind and str(pk) not in was}
    take = apps.get_model(TODO)._base_manager.values_list("pk", "key")
    plain = {key.replace("-", "") for key in named}
    takes = {pk for pk, key in take.iterator() if key.replace("-", "") in plain}
    rows = {**gone.rows, AUDIT: gone.rows.get(AUDIT, set()) | acts, TODO: gone.rows.get(TODO, set()) | takes}
    return replace(gone, rows=rows)


def _turn_back(gone: Gone, before: dict[str, Any]) -> None:
    """Let older rows point again where they did before the county was there."""
    for label, column, keys in gone.turned:
        for key in keys:
            _rows(label).filter(pk=key).update(**{column: pointed_at(label, column, key, before)})


def _remove(gone: Gone, put_back: Iterable[Model]) -> int:
    """Empty the columns that point at what goes, remove the rows in any order, then put older rows back.

    The databases look at foreign keys when the transaction ends, but at what may be there only once with each row: an
    older row that made way for one of the county comes back after that one has gone.
    """
    for label, column, keys in gone.emptied:
        for chunk in _chunks(keys):
            _rows(label).filter(pk__in=chunk).update(**{column: None})
    for label, rows in gone.rows.items():
        for chunk in _chunks(rows):
            found = _rows(label).filter(pk__in=chunk)
            found._raw_delete(found.db)
    for older in put_back:
        older.save_base(raw=True)
    return sum(len(keys) for keys in gone.rows.values())


def _rows(label: str) -> Any:
    """Return the rows of a model, those too that only ever grow: the county's lines in them go with it."""
    return apps.get_model(label)._base_manager.all()


def _digests(rows: Keys) -> Iterator[str]:
    """Yield every hash in the columns of these rows: the names of the files that they keep."""
    for label, keys in rows.items():
        columns = _columns(label)
        for chunk in _chunks(keys) if columns else ():
            for values in _rows(label).filter(pk__in=chunk).values_list(*columns):
                for value in values:
                    yield from DIGEST.findall(str(value))


def _columns(label: str) -> list[str]:
    kinds = {"CharField", "JSONField", "TextField"}
    fields = apps.get_model(label)._meta.concrete_fields
    return [field.name for field in fields if field.get_internal_type() in kinds]


def _remove_files(digests: set[str]) -> None:
    """Remove the files that no row names any more."""
    for chunk in _chunks(digests):
        for digest in set(chunk) - set(_still_named(chunk)):
            store.remove(digest)


def _still_named(digests: list[str]) -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField) and field.max_length == 64 and not field.is_relation:
                rows = model._base_manager.filter(Q(**{f"{field.name}__in": digests})).order_by()
                yield from rows.values_list(field.name, flat=True)


def _drop_tasks(rows: Keys) -> None:
    """Drop what workers were still to do for rows that go."""
    named = {str(key) for keys in rows.values() for key in keys}
    waiting = DBTaskResult.objects.filter(status="READY").values_list("pk", "args_kwargs")
    doomed = [pk for pk, said in waiting if named & set(map(str, (said or {}).get("args", ())))]
    for chunk in _chunks(doomed):
        DBTaskResult.objects.filter(pk__in=chunk).delete()


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
