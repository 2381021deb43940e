"""The process that `bench.mail` measures: a fresh site, a thousand letters in its outbox, a mail server at a port."""

import json
import smtplib
import sys
from time import perf_counter

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.mail import MESSAGES  # noqa: E402
from dueregard.foundation.files.gateways import store  # noqa: E402
from dueregard.foundation.mail.actions.queue_message import queue_message  # noqa: E402
from dueregard.foundation.mail.actions.send_due_messages import send_due_messages  # noqa: E402
from dueregard.foundation.mail.actions.set_mode import set_mode  # noqa: E402
from dueregard.foundation.mail.models import OutgoingMessage  # noqa: E402


def measure(port: int) -> tuple[float, float]:
    """Return the seconds that the outbox and the bare loop take for the same messages."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    set_mode(mode="live", by=None, now=now)
    text = "Dear body,\n\nplease send us what you hold about the duty.\n" * 20
    with transaction.atomic():
        for number in range(MESSAGES):
            queue_message(
                key=f"case-{number}",
                to=f"foi@body{number}.example",
                sender="Asha Example <requests@northport.example>",
                reply_to=f"foi-{number}@northport.example",
                subject="Request for information",
                text=text,
                not_before=now,
                by=None,
                now=now,
            )
    began = perf_counter()
    while OutgoingMessage.objects.exclude(state="sent").exists():
        send_due_messages(worker="bench", clock=timezone.now)
    ours = perf_counter() - began
    messages = [(one.reply_to, one.to, store.get(one.sha256)) for one in OutgoingMessage.objects.all()]
    began = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for sender, to, content in messages:
            connection.sendmail(sender, [to], content)
    return ours, perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
