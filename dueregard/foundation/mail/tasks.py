"""The background tasks of mail: each takes an id or nothing, calls one action, and is safe to run twice."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from dueregard.foundation.mail.actions.enqueue_stored_email import enqueue_waiting
from dueregard.foundation.mail.actions.fetch_mail import fetch_mailbox, fetch_maildir
from dueregard.foundation.mail.actions.read_delivery_log import read_delivery_log
from dueregard.foundation.mail.actions.send_due_messages import send_due_messages
from dueregard.foundation.mail.actions.sweep_outgoing import sweep_outgoing
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting


@task(takes_context=True)
def send_outgoing(context: TaskContext) -> None:
    """Send what is due."""
    send_due_messages(worker=context.task_result.worker_ids[-1], clock=timezone.now)
    _ask_what_became_of_letters()


@task()
def sweep_mail() -> None:
    """Take messages back from senders that died, and queue again e-mails that nobody has read."""
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
