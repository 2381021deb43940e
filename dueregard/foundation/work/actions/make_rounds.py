"""What each worker and each dispatcher does now and then: gives out periodic work, reaps the dead, watches the clock.

None of them is special: however many make their rounds, each thing is done once.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from dueregard.foundation.work.actions.give_out_periodic import due_time, give_out_periodic
from dueregard.foundation.work.actions.keep_worker import bury_neighbours
from dueregard.foundation.work.actions.return_tasks import return_tasks_of_the_dead
from dueregard.foundation.work.actions.set_rows_right import ClockWatch, note_clock_change, set_rows_right
from dueregard.foundation.work.models import DEAD_AFTER
from dueregard.rules.work.clock_changes import IGNORED

REAP_EVERY = 3.0  # seconds
SCHEDULE_EVERY = 1.0

log = logging.getLogger("dueregard.work")


@dataclass
class Rounds:
    """What a process does now and then, and when it is due again (monotonic seconds)."""

    name: str
    beat: Callable[..., object]  # takes `now`
    reap_at: float = 0.0
    schedule_at: float = 0.0
    given_out: dict[str, object] = field(default_factory=dict)
    watch: ClockWatch = field(default_factory=ClockWatch)

    def begin(self) -> None:
        """Put right what an earlier worker wrote while the clock was ahead."""
        now = timezone.now()
        self.watch.change(now)
        rows, ahead = set_rows_right(now=now)
        if rows:
            log.warning("%d rows were dated ahead of the clock and were put right", rows)
            note_clock_change(by=-max(ahead, IGNORED), now=now, rows=rows)

    def make(self) -> None:
        """Do what is due."""
        clock = time.monotonic()
        self._look_at_the_clock()
        if clock >= self.reap_at:
            self.reap_at = clock + REAP_EVERY
            bury_neighbours()
            return_tasks_of_the_dead(asked_by=self.name, now=timezone.now())
        if clock >= self.schedule_at:
            self.schedule_at = clock + SCHEDULE_EVERY
            self._schedule()

    def _look_at_the_clock(self) -> None:
        """Set back, rows from the future wait no longer; set ahead, no living worker is taken for dead."""
        now = timezone.now()
        by = self.watch.change(now)
        if not by:
            return
        log.warning("the clock of this machine was set by %d seconds", by.total_seconds())
        rows = set_rows_right(now=now)[0] if by < timedelta(0) else 0
        self.beat(now=now)
        self.given_out.clear()
        self.reap_at = time.monotonic() + DEAD_AFTER.total_seconds()
        note_clock_change(by=by, now=now, rows=rows)

    def _schedule(self) -> None:
        """Look into the database only when a due time has come that this worker has not seen dealt with."""
        now = timezone.now()
        for job, every in settings.PERIODIC_WORK.items():
            due_at = due_time(every=every, now=now)
            if self.given_out.get(job) != due_at:
                give_out_periodic(job=job, every=every, now=now)
                self.given_out[job] = due_at
