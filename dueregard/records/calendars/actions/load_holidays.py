"""Loads a list of bank holidays over the built-in table. What the list changes is in `queries.holiday_changes`."""

import hashlib
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.calendars.models import HolidayFile
from dueregard.rules.law.holidays import parse_govuk_holidays


class AlreadyLoaded(ValueError):
    """The newest list already says exactly this; nothing was changed."""


def load_holidays(*, content: bytes, source: str, by: Person | None, now: datetime) -> HolidayFile:
    """Store the list; from then on it overrides the built-in table for the years it covers.

    `content` has the form of GOV.UK's bank-holidays.json.
    Raises: NotAHolidayFile, AlreadyLoaded
    """
    listed = parse_govuk_holidays(content)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        newest = HolidayFile.objects.select_for_update().first()
        if newest and newest.sha256 == sha256:
            raise AlreadyLoaded(newest)
        file = HolidayFile.objects.create(
            source=source[:300],
            sha256=sha256,
            content=content,
            covers_from=min(start for start, _ in listed.spans.values()),
            covers_to=min(end for _, end in listed.spans.values()),
            loaded_at=now,
            loaded_by=by,
        )
        record_act(by=by, did="load_holidays", on=file, at=now, details={"sha256": sha256, "days": len(listed.days)})
    return file
