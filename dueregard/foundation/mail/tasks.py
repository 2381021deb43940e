"""The background tasks of mail: each takes an id or nothing, calls one action, and is safe to run twice."""

import contextlib
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from dueregard.foundation.mail.actions.enqueue_stored_email import enqueue_waiting
from dueregard.foundation.mail.actions.fetch_mail import fetch_mailbox, fetch_maildir
from dueregard.foundation.mail.actions.heed_journal import heed_journal
from dueregard.foundation.mail.actions.pass_days import pass_days
from dueregard.foundation.mail.actions.read_delivery_log import read_delivery_log
from dueregard.foundation.mail.actions.send_due_messages import SLICE, send_due_messages
from dueregard.foundation.mail.actions.sweep_outgoing import sweep_outgoing
from dueregard.foundation.mail.gateways.journal import JournalAway
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting


@task(takes_context=True)
def send_outgoing(context: TaskContext) -> None:
    """Send what is due."""
    send_due_messages(worker=context.task_result.worker_ids[-1], clock=timezone.now)
    _ask_what_became_of_letters()


@task()
def let_days_pass() -> None:
    """Let days pass in practice mode, for a slice of time; what is left is given out again."""
    pass_days(clock=timezone.now, patience=SLICE)


@task()
def sweep_mail() -> None:
    """Take messages back from senders that died, and queue again e-mails that nobody has read."""
    with contextlib.suppress(JournalAway):  # `send_outgoing` says so on each letter
        heed_journal(now=timezone.now())
    sweep_outgoing(now=timezone.now())
    enqueue_waiting(now=timezone.now())


@task()
def fetch_from_mailbox() -> None:
    """Store what is new in the IMAP mailbox."""
    fetch_mailbox(url=settings.IMAP_URL, clock=timezone.now)


@task()
def fetch_from_maildir() -> None:
    """Store what is new in the maildir."""
    fetch_maildir(folder=Path(settings.MAILDIR), clock=timezone.now)


@task()
def settle_from_log() -> None:
    """Settle unsure messages by the mail server's log."""
    read_delivery_log(path=Path(settings.MAIL_LOG), now=timezone.now())
    _ask_what_became_of_letters()


def _ask_what_became_of_letters() -> None:
    """Queue the parts' tasks that record what happened to letters (settings.MAIL_SETTLED_TASKS)."""
    for path in settings.MAIL_SETTLED_TASKS:
        enqueue_unless_waiting(path, run_after=timezone.now())
