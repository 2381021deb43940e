"""`dueregard receive < message`: stores one e-mail from a mail server's pipe. Exit code 75: try again."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.rules.mime.return_path import EMPTY, return_path_of

COME_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries later
NO_MESSAGE = 66  # EX_NOINPUT


class Command(BaseCommand):
    help = "Store one e-mail from standard input. The envelope comes from the options, or from SENDER and RECIPIENT."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the options."""
        sender = os.environ.get("SENDER")
        parser.add_argument("--from", dest="sender", default=sender, help="envelope sender; <> if it is empty")
        parser.add_argument("--to", action="append", dest="recipients", help="envelope recipient; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store it; whatever goes wrong, the mail server still has it."""
        recipient = os.environ.get("ORIGINAL_RECIPIENT") or os.environ.get("RECIPIENT", "")
        recipients = options["recipients"] or ([recipient] if recipient else [])
        raw = sys.stdin.buffer.read()
        if not raw:
            self.stderr.write("There was nothing on standard input.")
            sys.exit(NO_MESSAGE)
        try:
            store_email(
                raw=raw,
                arrived_by=StoredEmail.Arrival.PIPE,
                envelope_from=_sender(options["sender"]),
                envelope_to=recipients,
                now=timezone.now(),
            )
        except Exception as error:
            self.stderr.write(f"Not stored ({type(error).__name__}); the mail server should try again.")
            sys.exit(COME_AGAIN)


def _sender(said: str | None) -> str:
    """Keep an empty sender as <>: by it the mail server says not to answer. Nothing said stays nothing."""
    return "" if said is None else return_path_of(said) or EMPTY
