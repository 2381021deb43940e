"""Declares a day a holiday or a working day in nations, and withdraws that again. Whoever counts days notices."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.calendars.models import DayOverride
from dueregard.rules.law.laws import Nation


class AlreadyOverridden(ValueError):
    """That day already has an override in one of the nations; withdraw it first."""


class AlreadyWithdrawn(ValueError):
    """Someone has already withdrawn this override."""


class HolidayWithoutTitle(ValueError):
    """A holiday needs a title, because the reasons for a date name it."""


def override_day(
    *, nations: Iterable[Nation], on: date, title: str, reason: str, by: Person | None, now: datetime
) -> list[DayOverride]:
    """Declare a UK calendar date a holiday with that title in each nation.

    Raises: AlreadyOverridden, HolidayWithoutTitle
    """
    if not title.strip():
        raise HolidayWithoutTitle(on)
    return _override(nations, on, title.strip(), reason, by, now)


def declare_working_day(
    *, nations: Iterable[Nation], on: date, reason: str, by: Person | None, now: datetime
) -> list[DayOverride]:
    """Declare that a UK calendar date is no holiday in each nation, whatever the lists say.

    Raises: AlreadyOverridden
    """
    return _override(nations, on, "", reason, by, now)


def _override(
    nations: Iterable[Nation], on: date, title: str, reason: str, by: Person | None, now: datetime
) -> list[DayOverride]:
    try:
        return _overridden(nations, on, title, reason, by, now)
    except IntegrityError as clash:  # another administrator declared it at the same moment
        raise AlreadyOverridden(on) from clash


def _overridden(
    nations: Iterable[Nation], on: date, title: str, reason: str, by: Person | None, now: datetime
) -> list[DayOverride]:
    made = []
    with transaction.atomic():
        for nation in nations:
            if DayOverride.objects.standing().filter(nation=nation.value, on=on).exists():
                raise AlreadyOverridden(on)
            override = DayOverride.objects.create(
                nation=nation.value,
                on=on,
                is_holiday=bool(title),
                title=title,
                reason=reason,
                made_at=now,
                made_by=by,
            )
            details = {"nation": nation.value, "on": on.isoformat(), "is_holiday": bool(title)}
            record_act(by=by, did="override_day", on=override, at=now, details=details)
            made.append(override)
    return made


def withdraw_override(*, override: DayOverride, by: Person | None, now: datetime) -> DayOverride:
    """Withdraw an override; the lists decide again about that day.

    Raises: AlreadyWithdrawn
    """
    with transaction.atomic():
        override = DayOverride.objects.select_for_update().get(pk=override.pk)
        if override.withdrawn_at:
            raise AlreadyWithdrawn(override)
        override.withdrawn_at, override.withdrawn_by = now, by
        override.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record_act(by=by, did="withdraw_override", on=override, at=now)
    return override
