"""Workers that take tasks from the queue server, a process for each task at a time. They run what the row says, once.

A message is acknowledged after its task. A killed worker loses nothing: the server gives the message to another one,
which looks at the row; and a row whose worker died is put back by whoever makes the rounds. Loaded only with Celery.
"""

import logging
import os
import time
import uuid
from typing import Any

from celery import signals
from celery.exceptions import Reject
from django.db import Error, close_old_connections, connection, connections
from django.utils import timezone

from dueregard.foundation.work.actions.claim_task import claim_named
from dueregard.foundation.work.actions.heart import Heart, new_worker_name
from dueregard.foundation.work.actions.keep_worker import beat, say_goodbye
from dueregard.foundation.work.actions.run_task import run_task
from dueregard.foundation.work.gateways.queue_server import TASK, make_app

TROUBLE_WAIT = 2.0

log = logging.getLogger("dueregard.work")


def work_from_queue(*, url: str, processes: int) -> int:
    """Work until SIGTERM or SIGINT; what runs is finished first. Returns the code to exit with."""
    app = make_app(url)
    hand = _Hand()
    app.task(name=TASK, ignore_result=True)(hand.run)
    signals.setup_logging.connect(_leave_the_log, weak=False)  # or Celery would set up one of its own
    signals.worker_process_init.connect(hand.begin, weak=False)
    signals.worker_process_shutdown.connect(hand.end, weak=False)
    connections.close_all()  # none may be shared with the processes that are forked
    worker = app.Worker(
        hostname=new_worker_name(), concurrency=processes, pool="prefork", quiet=True,
        without_gossip=True, without_mingle=True, without_heartbeat=True,
    )  # fmt: skip
    worker.start()
    return int(worker.exitcode or 0)


def _leave_the_log(**_more: Any) -> None:
    """The settings have set the log up."""


class _Hand:
    """What one forked process is to the site: a worker with a name and a heartbeat of its own."""

    def __init__(self) -> None:
        self._heart: Heart | None = None
        self._is_known = False

    def begin(self, **_more: Any) -> None:
        """Begin to beat, in the new process."""
        self._heart = Heart(new_worker_name())
        self._heart.start()

    def end(self, **_more: Any) -> None:
        """Leave cleanly, holding nothing."""
        if self._heart is not None:
            self._heart.stop()
            say_goodbye(name=self._heart.name)
        connections.close_all()

    def run(self, task_id: str) -> None:
        """Run the task, if it is its turn and nobody has it."""
        heart = self._heart
        if heart is None:  # Celery asked for a task before it told this process to begin
            raise Reject(f"process {os.getpid()} is not ready", requeue=True)
        close_old_connections()
        try:
            if not self._is_known:
                beat(name=heart.name, now=timezone.now())
                self._is_known = True
            row = claim_named(worker=heart.name, task_id=uuid.UUID(task_id), now=timezone.now())
            if row is not None:
                run_task(row=row)
        except Error as error:
            # The row may be ours without an end. Under another name this process is no longer its worker, so whoever
            # makes the rounds puts it back.
            log.warning("the database did not answer (%s); trying again", type(error).__name__)
            connection.close()
            heart.name, self._is_known = new_worker_name(), False
            time.sleep(TROUBLE_WAIT)
            raise Reject("the database did not answer", requeue=True) from error
