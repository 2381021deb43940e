"""Asks again for e-mails that were stored but not read: the worker died, or reading raised an error too often.

After the last try the e-mail is held for a person, with the reason; it is never dropped.
"""

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.mail.queries import arrival_task, header_addresses
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.rules.practice.site_time import real
from dueregard.rules.work.backoff import wait_before

FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
TRIES = 6


def enqueue_waiting(*, now: datetime) -> int:
    """Queue every e-mail that has waited too long again, or hold it after the sixth time. Returns how many."""
    touched = 0
    waiting = StoredEmail.objects.filter(state=StoredEmail.State.WAITING, enqueued_at__lte=now - FIRST_WAIT)
    for email in waiting.order_by("enqueued_at").iterator(200):
        wait = wait_before(email.attempts + 1, first=FIRST_WAIT, most=LONGEST_WAIT)
        if email.enqueued_at is not None and email.enqueued_at + wait <= now:
            touched += enqueue_one(email=email, now=now)
    return touched


def enqueue_one(*, email: StoredEmail, now: datetime) -> int:
    """Queue one e-mail again, or hold it. Returns 0 when someone else has dealt with it in the meantime."""
    unread = StoredEmail.objects.filter(
        pk=email.pk, state=StoredEmail.State.WAITING, attempts=email.attempts, enqueued_at=email.enqueued_at
    )
    with transaction.atomic():
        if email.attempts + 1 >= TRIES:
            held = unread.update(
                state=StoredEmail.State.HELD,
                state_at=now,
                attempts=email.attempts + 1,
                trouble="We could not read this e-mail, but have kept it. Please read it and file it yourself.",
            )
            if held:
                record_act(by=None, did="hold_unread_email", on=email, at=now)
                _tell_the_part(email)  # which shows it to a person
            return held
        touched = unread.update(attempts=email.attempts + 1, enqueued_at=now)
        if touched:
            _tell_the_part(email)
        return touched


def give_out_again(*, email: StoredEmail, now: datetime) -> None:
    """Read an e-mail again because a person asked for it; it gets all its attempts back."""
    email.attempts, email.enqueued_at, email.trouble = 0, real(now), ""
    email.save(update_fields=["attempts", "enqueued_at", "trouble"])
    _tell_the_part(email)


def _tell_the_part(email: StoredEmail) -> None:
    try:
        in_head = header_addresses(store.get(email.sha256))
    except OSError:  # the task finds its bytes missing, too; what waits behind it does not wait for that
        in_head = []
    if task := arrival_task([*email.envelope_to, *in_head]):
        enqueue(task, str(email.pk))
