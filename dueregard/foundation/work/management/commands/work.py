"""`dueregard work`: one worker. Stops cleanly on SIGTERM and SIGINT; a second signal stops it at once."""

import signal
import sys
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from dueregard.foundation.work.actions.claim_task import all_queues
from dueregard.foundation.work.actions.hand_over import HANDED_OVER
from dueregard.foundation.work.actions.heart import new_worker_name
from dueregard.foundation.work.actions.work_until_stopped import work_until_stopped
from dueregard.foundation.work.gateways.queue_away import NO_CELERY

FROM_QUEUE = "dueregard.foundation.work.actions.work_from_queue.work_from_queue"


class Command(BaseCommand):
    help = "Run tasks as they come. Start as many as the machine can handle; stopping one loses nothing."

    requires_system_checks = []  # the pages are not this process's concern; it starts quicker and stays smaller

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing is ready")
        parser.add_argument("--queue", action="append", choices=all_queues(), help="take tasks from this queue only")
        parser.add_argument("--processes", type=int, default=1, help="with a queue server: so many at once (1)")
        parser.add_argument("--from-database", action="store_true", help="pass the queue server by, if there is one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until a signal comes. Raises: CommandError"""
        if settings.QUEUE and options["queue"] == HANDED_OVER and not options["from_database"]:
            self._work_from_the_queue(options["processes"])
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

    def _work_from_the_queue(self, processes: int) -> NoReturn:
        try:
            work = import_string(FROM_QUEUE)
        except ImportError as fault:
            raise CommandError(NO_CELERY) from fault
        sys.exit(work(url=settings.QUEUE, processes=processes))
