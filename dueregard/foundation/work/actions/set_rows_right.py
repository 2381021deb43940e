"""Notices that the server's clock was set, and puts rows right that wait for an instant which has not come after all.

A clock that was an hour ahead and is set right leaves leases, waits and heartbeats an hour from now. Which rows wait,
each app says (`waits_until`); how far ahead each may be, too. What was found is written down for the page on work.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction

from dueregard.foundation.work.gateways.process import running_seconds
from dueregard.foundation.work.models import ClockChange, PeriodicRun
from dueregard.rules.wiring.adds import WaitsUntil
from dueregard.rules.work.clock_changes import IGNORED, earlier_end

SAME_CHANGE = timedelta(minutes=2)  # every worker notices it; one line is enough


@dataclass
class ClockWatch:
    """Holds the wall clock against the seconds that the machine has run, which nobody can set."""

    wall: datetime | None = None
    running: float = 0.0

    def change(self, now: datetime) -> timedelta:
        """Return by how much the clock was set since the last look: ahead, or back if negative."""
        running = running_seconds()
        before, ran = self.wall, running - self.running
        self.wall, self.running = now, running
        if before is None:
            return timedelta(0)
        by = now - before - timedelta(seconds=ran)
        return by if abs(by) > IGNORED else timedelta(0)


def note_clock_change(*, by: timedelta, now: datetime, rows: int = 0) -> ClockChange | None:
    """Write down that the clock was set. Returns None if another worker has done so."""
    with transaction.atomic():
        lately = ClockChange.objects.filter(noticed_at__gt=now - SAME_CHANGE, noticed_at__lt=now + SAME_CHANGE)
        if any((one.by > timedelta(0)) == (by > timedelta(0)) for one in lately):
            return None
        return ClockChange.objects.create(noticed_at=now, by=by, rows=rows)


def set_rows_right(*, now: datetime) -> tuple[int, timedelta]:
    """Put right every row from the future. Returns how many there were, and how far ahead the furthest was written."""
    found, furthest = 0, timedelta(0)
    for one in settings.WAITS_UNTIL:
        rows, ahead = _set_right(one, now)
        found, furthest = found + rows, max(furthest, ahead)
    gone, _ = PeriodicRun.objects.filter(due_at__gt=now + IGNORED).delete()  # or these times would pass without work
    return found + gone, furthest


def _set_right(one: WaitsUntil, now: datetime) -> tuple[int, timedelta]:
    rows = apps.get_model(one.model)._default_manager.filter(**one.only)
    if not one.written:
        most = now + timedelta(seconds=one.most)
        return rows.filter(**{f"{one.until}__gt": most + IGNORED}).update(**{one.until: most}), timedelta(0)
    found, furthest = 0, timedelta(0)
    ahead = rows.filter(**{f"{one.written}__gt": now + IGNORED, f"{one.until}__isnull": False})
    for pk, written, until in ahead.values_list("pk", one.written, one.until).iterator(500):
        same = rows.filter(pk=pk, **{one.written: written, one.until: until})
        found += same.update(**{one.until: earlier_end(written=written, until=until, now=now), one.written: now})
        furthest = max(furthest, written - now)
    return found, furthest
