"""Cleans up after erasures: bytes that nothing names, pictures, packages, the index, the database's free pages.

A row that was erased waits here until all of it is done. Safe to be killed between any two steps, and to run twice.
"""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.made import remove_all_made
from dueregard.foundation.search.actions.mark_changed import EVERYTHING, mark_changed
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.rights.gateways.beside import Line, add_lines
from dueregard.records.rights.gateways.free_pages import clean_free_pages
from dueregard.records.rights.models import Erasure, LeftBytes
from dueregard.records.rights.queries.kept import digests_in, kept_by_model

AT_ONCE = 200


def clean_up(*, now: datetime) -> int:
    """Do what is outstanding. Returns how many erasures are finished by it."""
    _note(now)
    waiting = list(Erasure.objects.filter(cleaned_at=None).values_list("pk", flat=True)[:AT_ONCE])
    if not waiting:
        return 0
    for digest in list(LeftBytes.objects.values_list("digest", flat=True)):
        _let_go(digest)
    remove_all_made()
    with transaction.atomic():
        for task in settings.ERASED_TASKS:
            enqueue(task)
        mark_changed(kind=EVERYTHING, keys=["erased"])
    if not clean_free_pages(model._meta.db_table for model in apps.get_models()):
        return 0
    return Erasure.objects.filter(pk__in=waiting).update(cleaned_at=now)


def _note(now: datetime) -> None:
    """Write beside the database what was erased, so that an older back-up is erased again once it is laid back."""
    new = list(Erasure.objects.filter(noted_at=None).order_by("at")[:AT_ONCE])
    add_lines([Line(str(one.pk), one.kind, one.key, one.is_whole, one.at) for one in new])
    Erasure.objects.filter(pk__in=[one.pk for one in new]).update(noted_at=now)


def _let_go(digest: str) -> None:
    """Remove bytes unless some row names them: another group may have been sent the same file."""
    with transaction.atomic():
        if not _is_named(digest):
            store.remove(digest)
        LeftBytes.objects.filter(digest=digest).delete()


def _is_named(digest: str) -> bool:
    return any(rows.exists() for rows in _naming(digest))


def _naming(digest: str) -> Iterator[models.QuerySet[models.Model]]:
    for kept in kept_by_model().values():
        model = apps.get_model(kept.model)
        for name in kept.bytes:
            rows = model._base_manager
            if isinstance(model._meta.get_field(name), models.JSONField):
                found = [row.pk for row in rows.filter(**{f"{name}__icontains": digest}) if digest in _said(row, name)]
                yield rows.filter(pk__in=found)
            else:
                yield rows.filter(**{name: digest})


def _said(row: models.Model, name: str) -> set[str]:
    return digests_in(getattr(row, name))
