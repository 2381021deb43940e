"""`dueregard work`: one worker. Stops cleanly on SIGTERM and SIGINT; a second signal stops it at once."""

import signal
import sys
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from dueregard.foundation.work.actions.claim_task import all_queues
from dueregard.foundation.work.actions.work_until_stopped import new_worker_name, work_until_stopped


class Command(BaseCommand):
    help = "Run tasks as they come. Start as many as the machine can handle; stopping one loses nothing."

    requires_system_checks = []  # the pages are not this process's concern; it starts quicker and stays smaller

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing is ready")
        parser.add_argument("--queue", action="append", choices=all_queues(), help="take tasks from this queue only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until a signal comes."""
        stop = threading.Event()

        def told_to_stop(number: int, frame: FrameType | None) -> None:
            if stop.is_set():
                sys.exit(128 + number)
            stop.set()

        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
        done = work_until_stopped(
            stop=stop, name=new_worker_name(), until_empty=options["until_empty"], queues=options["queue"] or ()
        )
        self.stderr.write(f"The worker stopped after {done} tasks.")
