"""Removes finished packages at once: something that may lie in them was erased. They can be made again without it."""

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting
from dueregard.records.packages.gateways.package import remove_package
from dueregard.records.packages.models import Export

REMOVE_TASK = "dueregard.records.packages.tasks.remove_packages"
AGAIN_AFTER = timedelta(minutes=1)  # a package that is being made is waited for


def remove_packages(*, now: datetime) -> int:
    """Remove every finished package, and come back for one that is being made. Returns how many went."""
    removed = 0
    for export in Export.objects.filter(state=Export.State.DONE):
        remove_package(str(export.pk))
        with transaction.atomic():
            Export.objects.filter(pk=export.pk).update(state=Export.State.REMOVED)
            record_act(by=None, did="remove_export", on=export, at=now)
        removed += 1
    if Export.objects.filter(state=Export.State.RUNNING).exists():
        enqueue_unless_waiting(REMOVE_TASK, run_after=now + AGAIN_AFTER)
    return removed
