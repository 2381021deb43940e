"""`dueregard listen`: the LMTP listener. A mail server hands it every reply and keeps what was not stored."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways.lmtp import NotAnAddressToListenOn, listen
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.mail.queries import load_what_arrival_needs


def keep(raw: bytes, sender: str, recipients: list[str]) -> None:
    """Store one e-mail that arrived by LMTP; the answer 250 follows when this returns."""
    close_old_connections()
    store_email(
        raw=raw,
        arrived_by=StoredEmail.Arrival.LMTP,
        envelope_from=sender,
        envelope_to=recipients,
        now=timezone.now(),
    )


class Command(BaseCommand):
    help = "Receive e-mail by LMTP at DUEREGARD_LMTP_LISTEN (host:port, or a socket's path)."

    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        parser.add_argument("--at", default=settings.LMTP_LISTEN, help="listen here instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Listen until a signal comes."""
        stop = threading.Event()

        def told_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, told_to_stop)
        signal.signal(signal.SIGINT, told_to_stop)
        load_what_arrival_needs()
        try:
            controller = listen(options["at"], keep)
        except NotAnAddressToListenOn:
            raise CommandError(
                "Set DUEREGARD_LMTP_LISTEN to host:port (127.0.0.1:8024) or to a path (/run/dueregard/lmtp)."
            ) from None
        except OSError as error:
            raise CommandError(f"Cannot listen at {options['at']}: {error.strerror or error}.") from None
        self.stderr.write(f"Listening for LMTP at {options['at']}.")
        while not stop.wait(1.0):
            continue
        controller.stop()
