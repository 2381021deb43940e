"""The engines behind the task interface, each as real processes, so that one test holds both to the same promises.

The one with a queue server needs RabbitMQ and Celery: `./run soak` installs them and tries it, `./run test` does not.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.processes import command
from tests.rabbitmq import RabbitMQ
from tests.soak import IN_FULL

QUIET = "tests.foundation.work.quiet_settings"
Worker = subprocess.Popen[bytes]
ENGINES = [pytest.param("database", id="database")]
if IN_FULL in os.environ:
    ENGINES.append(pytest.param("queue", id="queue", marks=pytest.mark.soak))


class Engine:
    """One engine on the test's database. A queue server is there already."""

    def __init__(self, folder: Path, server: RabbitMQ | None = None) -> None:
        self.folder = folder
        self.server = server
        self.told = {"DUEREGARD_QUEUE": server.url} if server else {}

    @contextmanager
    def running(self, workers: int = 1, settings_module: str = QUIET, processes: int = 1) -> Iterator[list[Worker]]:
        """Run so many workers, with what brings them their tasks. Yields the workers."""
        with ExitStack() as stack:
            if self.server:
                stack.enter_context(self.dispatcher(settings_module))
            yield [stack.enter_context(self.worker(settings_module, processes)) for _ in range(workers)]

    @contextmanager
    def dispatcher(self, settings_module: str = QUIET) -> Iterator[Worker]:
        """Run what hands tasks to the queue server."""
        with command(
            "dispatch", log=self.folder / "dispatcher.log", settings_module=settings_module, **self.told
        ) as one:
            yield one

    @contextmanager
    def worker(self, settings_module: str = QUIET, processes: int = 1) -> Iterator[Worker]:
        """Run one worker of the quick queue."""
        options = ("--queue", "default", "--processes", str(processes))
        log = self.folder / "worker.log"
        with command("work", *options, log=log, settings_module=settings_module, **self.told) as one:
            yield one


def children_of(process: int) -> list[int]:
    """Return the numbers of a process's children: with a queue server they run the tasks."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]
