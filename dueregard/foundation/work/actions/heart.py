"""Beats in a thread of its own, with its own connection, so that a long task does not look like a dead worker.

What follows when a heart stops is `return_tasks`'.
"""

import logging
import os
import platform
import threading
import uuid

from django.db import Error, connection
from django.utils import timezone

from dueregard.foundation.work.actions.keep_worker import beat

BEAT_EVERY = 2.0  # seconds; a worker is taken for dead after ten without

log = logging.getLogger("dueregard.work")


def new_worker_name() -> str:
    """Return a name that no worker had before: a name used twice could be taken for alive when it is dead."""
    return f"{platform.node()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


class Heart:
    """The heartbeat of one worker, under the name that it has at the time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to beat, some seconds from now."""
        self._thread.start()

    def stop(self) -> None:
        """Beat no more. Returns when the last beat is written."""
        self._gone.set()
        self._thread.join(timeout=30)

    def _beat(self) -> None:
        try:
            while not self._gone.wait(BEAT_EVERY):
                try:
                    beat(name=self.name, now=timezone.now())
                except Error as error:
                    log.warning("could not write the heartbeat (%s)", type(error).__name__)
                    connection.close()
        finally:
            connection.close()
