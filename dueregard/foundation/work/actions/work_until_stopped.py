"""The worker: takes tasks from the database until it is told to stop, shows its heartbeat, makes its rounds.

Signals and the command line are the `work` command's; what the tasks do is the apps'.
"""

import logging
import threading
from collections.abc import Collection
from functools import partial

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from dueregard.foundation.work.actions.claim_task import claim_task
from dueregard.foundation.work.actions.heart import Heart
from dueregard.foundation.work.actions.keep_worker import beat, register_worker, say_goodbye
from dueregard.foundation.work.actions.make_rounds import Rounds
from dueregard.foundation.work.actions.run_task import run_task

LOOK_EVERY = 0.3  # seconds between looks for a task when there is none
TROUBLE_WAIT = 2.0

log = logging.getLogger("dueregard.work")


def work_until_stopped(
    *, stop: threading.Event, name: str, until_empty: bool = False, queues: Collection[str] = ()
) -> int:
    """Run tasks one after the other until `stop` is set (or nothing is ready); the running one is finished first.

    `queues` are those to take from; none named, from all.

    Returns how many tasks ran. A database that is away for a while is waited for.
    """
    register_worker(name=name, now=timezone.now())
    heart = Heart(name)
    heart.start()
    rounds, done = Rounds(name, partial(beat, name=name)), 0
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
        heart.stop()
        say_goodbye(name=name)
    return done
