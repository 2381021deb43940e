"""`dueregard dispatch`: hands ready tasks to the queue server. Stops cleanly on SIGTERM and SIGINT."""

import signal
import sys
import threading
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from dueregard.foundation.work.actions.dispatch_until_stopped import dispatch_until_stopped
from dueregard.foundation.work.actions.heart import new_worker_name
from dueregard.foundation.work.gateways.queue_away import NO_CELERY

SERVER = "dueregard.foundation.work.gateways.queue_server.Publisher"


class Command(BaseCommand):
    help = "Hand ready tasks to the queue server that DUEREGARD_QUEUE names. Start one on each host, or on two."

    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand over until a signal comes. Raises: CommandError"""
        if not settings.QUEUE:
            raise CommandError("DUEREGARD_QUEUE is not set: workers take their tasks from the database. Nothing to do.")
        try:
            server = import_string(SERVER)(settings.QUEUE)
        except ImportError as fault:
            raise CommandError(NO_CELERY) from fault
        stop = threading.Event()

        def told_to_stop(number: int, frame: FrameType | None) -> None:
            if stop.is_set():
                sys.exit(128 + number)
            stop.set()

        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
        done = dispatch_until_stopped(stop=stop, name=new_worker_name(), server=server)
        self.stderr.write(f"The dispatcher stopped; it handed over {done} tasks.")
