"""The worker: takes tasks until it is told to stop, shows its heartbeat, gives out periodic work, reaps the dead.

Signals and the command line are the `work` command's; what the tasks do is the apps'.
"""

import logging
import os
import platform
import threading
import time
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from dueregard.foundation.work.actions.claim_task import claim_task
from dueregard.foundation.work.actions.give_out_periodic import due_time, give_out_periodic
from dueregard.foundation.work.actions.keep_worker import beat, bury_neighbours, register_worker, say_goodbye
from dueregard.foundation.work.actions.return_tasks import return_tasks_of_the_dead
from dueregard.foundation.work.actions.run_task import run_task
from dueregard.foundation.work.actions.set_rows_right import ClockWatch, note_clock_change, set_rows_right
from dueregard.foundation.work.models import DEAD_AFTER
from dueregard.rules.work.clock_changes import IGNORED

BEAT_EVERY = 2.0  # seconds; a worker is taken for dead after ten without
LOOK_EVERY = 0.3  # seconds between looks for a task when there is none
REAP_EVERY = 3.0
SCHEDULE_EVERY = 1.0
TROUBLE_WAIT = 2.0

log = logging.getLogger("dueregard.work")


def new_worker_name() -> str:
    """Return a name that no worker had before: a name used twice could be taken for alive when it is dead."""
    return f"{platform.node()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


@dataclass
class Rounds:
    """What the worker does now and then, and when it is due again (monotonic seconds)."""

    worker: str
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
            return_tasks_of_the_dead(asked_by=self.worker, now=timezone.now())
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
        beat(name=self.worker, now=now)
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


def work_until_stopped(
    *, stop: threading.Event, name: str, until_empty: bool = False, queues: Collection[str] = ()
) -> int:
    """Run tasks one after the other until `stop` is set (or nothing is ready); the running one is finished first.

    `queues` are those to take from; none named, from all.

    Returns how many tasks ran. A database that is away for a while is waited for.
    """
    register_worker(name=name, now=timezone.now())
    gone = threading.Event()
    heart = threading.Thread(target=_beat_until, args=(gone, name), name="heartbeat", daemon=True)
    heart.start()
    rounds, done = Rounds(name), 0
    try:
        rounds.begin()
        while not stop.is_set():
            close_old_connections()
            try:
                rounds.make()
                row = claim_task(worker=name, queues=queues)
                if row is not None:
                    run_task(row=row)
                    done += 1
                    continue
            except Error as error:  # the database is away or busy: the row stays ours until the reaper returns it
                log.warning("the database did not answer (%s); trying again", type(error).__name__)
                connection.close()
                stop.wait(TROUBLE_WAIT)
                continue
            if until_empty:
                break
            stop.wait(LOOK_EVERY)
    finally:
        gone.set()
        heart.join(timeout=30)
        say_goodbye(name=name)
    return done


def _beat_until(gone: threading.Event, name: str) -> None:
    """Beat in a thread of its own, with its own connection, so that a long task does not look like a dead worker."""
    try:
        while not gone.wait(BEAT_EVERY):
            try:
                beat(name=name, now=timezone.now())
            except Error as error:
                log.warning("could not write the heartbeat (%s)", type(error).__name__)
                connection.close()
    finally:
        connection.close()
