"""The dispatcher: hands ready tasks to the queue server until it is told to stop, and makes its rounds.

Several may run, on several hosts. What the pages say of it is `queries`'.
"""

import logging
import threading
import time
from functools import partial

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from dueregard.foundation.work.actions.hand_over import hand_over, take_back_lost
from dueregard.foundation.work.actions.keep_dispatcher import (
    beat_dispatcher,
    dispatcher_leaves,
    note_queue_away,
    note_queue_there,
)
from dueregard.foundation.work.actions.make_rounds import Rounds
from dueregard.foundation.work.gateways.queue_away import QueueAway, QueueServer

LOOK_EVERY = 0.3  # seconds between looks for a task when there is none
BEAT_EVERY = 2.0
SWEEP_EVERY = 5.0
TROUBLE_WAIT = 2.0

log = logging.getLogger("dueregard.work")


def dispatch_until_stopped(*, stop: threading.Event, name: str, server: QueueServer) -> int:
    """Hand tasks over until `stop` is set. Returns how many. A database or a server that is away is waited for.

    It beats between two steps, not beside them: a dispatcher that hangs is not one that works.
    """
    one = _Dispatcher(name, server)
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                more = one.step()
            except Error as error:
                log.warning("the database did not answer (%s); trying again", type(error).__name__)
                connection.close()
                stop.wait(TROUBLE_WAIT)
                continue
            if not more:
                stop.wait(LOOK_EVERY)
    finally:
        server.close()
        dispatcher_leaves(name=name)
    return one.handed_over


class _Dispatcher:
    def __init__(self, name: str, server: QueueServer) -> None:
        self.handed_over = 0
        self._name, self._server = name, server
        self._rounds = Rounds(name, partial(beat_dispatcher, name=name))
        self._beat_at = self._sweep_at = self._speak_at = 0.0  # monotonic seconds
        self._has_begun = False

    def step(self) -> bool:
        """Do what is due once. Returns whether there may be more at once."""
        if not self._has_begun:
            self._rounds.begin()
            self._has_begun = True
        if time.monotonic() >= self._beat_at:
            beat_dispatcher(name=self._name, now=timezone.now())
            self._beat_at = time.monotonic() + BEAT_EVERY
        self._rounds.make()
        if time.monotonic() < self._speak_at:
            return False
        try:
            self._sweep()
            done = hand_over(server=self._server, now=timezone.now())
        except QueueAway as fault:
            log.warning("the queue server cannot be reached (%s); tasks wait in the database", fault)
            note_queue_away(name=self._name, now=timezone.now())
            self._sweep_at, self._speak_at = 0.0, time.monotonic() + TROUBLE_WAIT
            return False
        self.handed_over += done
        return bool(done)

    def _sweep(self) -> None:
        """Ask the server whether it is there, and take back what it lost."""
        if time.monotonic() < self._sweep_at:
            return
        waiting = self._server.waiting()
        note_queue_there(name=self._name)
        take_back_lost(waiting=waiting, now=timezone.now())
        self._sweep_at = time.monotonic() + SWEEP_EVERY
