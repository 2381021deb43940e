"""Starts worker after worker, each of which kills itself with SIGKILL at a random call; then one that lives.

A worker is forked from this process, and uses the server of readers that this process started: starting Python and that
server fifty times would cost a minute. What a killed worker was reading dies with it all the same.

Usage: python -m tests.faults.killed_readers KILLS MOST_CALLS SEED [--late]

With `--late` so much time passes after each kill that whatever the dead worker held is swept.
"""

import os
import random
import signal
import socket
import sys
import threading
from types import FrameType
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from dueregard.foundation.work.actions.heart import new_worker_name  # noqa: E402
from dueregard.foundation.work.actions.work_until_stopped import work_until_stopped  # noqa: E402
from dueregard.records.evidence import tasks as reading  # noqa: E402
from dueregard.records.evidence.gateways import reader  # noqa: E402
from dueregard.records.redaction import tasks as copying  # noqa: E402
from tests.faults.lapsed import sweep_all  # noqa: E402


def kill_at_call(number: int) -> None:
    """Have this process killed when it calls a function for the so-many-th time."""
    left = number

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def work(line: socket.socket, *, dies_at: int | None) -> bool:
    """Fork a worker that works until nothing is ready, or dies. Returns whether it was killed."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        reader._server.line = line
        status = 1
        try:
            if dies_at is not None:
                kill_at_call(dies_at)
            work_until_stopped(stop=threading.Event(), name=new_worker_name(), until_empty=True)
            status = 0
        finally:
            sys.setprofile(None)
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        sys.exit("a worker ended by an error")
    return os.WIFSIGNALED(status)


def main() -> None:
    """Kill so many, then let one live."""
    # All is loaded now: no worker's life goes on importing.
    assert reading.read_document
    assert copying.make_public_copy
    assert reverse("evidence:documents")
    kills, most, seed = map(int, sys.argv[1:4])
    is_late = "--late" in sys.argv
    chance = random.Random(seed)
    line = reader._server._line()
    killed = 0
    for _ in range(kills):
        killed += work(line, dies_at=chance.randrange(1, most))
        if is_late:
            sweep_all(now=timezone.now())
    work(line, dies_at=None)
    print(killed)  # noqa: T201


if __name__ == "__main__":
    main()
