"""Asks for a package of documents of one group; making it is a task's work."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.groups.models import Group
from dueregard.records.packages.models import Export

BUILD_TASK = "dueregard.records.packages.tasks.build_export"


class NothingToExport(Exception):
    """The group has no document of that kind."""


def ask_for_export(
    *, group: Group, wanted: dict[str, Any], total: int, title: str, by: Person, now: datetime
) -> Export:
    """Ask for a package of what the filter `wanted` gives, `total` documents at this moment. Raises: NothingToExport"""
    if not total:
        raise NothingToExport("There are no documents to export. Change the filter, or upload files first.")
    with transaction.atomic():
        export = Export.objects.create(
            group=group, title=title[:200], wanted=wanted, total=total, asked_by=by, asked_at=now
        )
        record_act(by=by, did="ask_for_export", on=export, at=now, details={"documents": total})
        enqueue(BUILD_TASK, str(export.pk))
    return export
