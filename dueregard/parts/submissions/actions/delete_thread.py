"""Deletes a thread, by its code or by a keyholder: first its bytes, then its rows, so that a crash leaves no bytes."""

from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.submissions.actions.days import day_of, start_of_day
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.gateways.forgetting import fold_in, forgetting
from dueregard.parts.submissions.models import Inbox, Message, Thread, Upload
from dueregard.rules.sealed.upload import tag_of


def delete_by_code(*, inbox: Inbox, lookup: str, today: date) -> None:
    """Delete the thread of a code; a code that nobody has deletes nothing, and nobody is told which it was."""
    thread = Thread.objects.filter(inbox=inbox, tag=tag_of(lookup)).first()
    if thread:
        erase_thread(thread, today)
        fold_in()


def delete_as_keyholder(*, thread: Thread, by: Person, now: datetime) -> None:
    """Delete a thread for everybody. The audit says who did and on which day, and not which thread it was."""
    with transaction.atomic():
        record_act(by=by, did="delete_sealed_thread", on=thread.inbox, at=start_of_day(now))
        erase_thread(thread, day_of(now))
    fold_in()


def erase_thread(thread: Thread, today: date) -> None:
    """Remove the bytes of a thread from the disk and its rows from the database. Safe to run twice."""
    folders = list(Message.objects.filter(thread=thread).values_list("pk", flat=True))
    for folder in folders:
        store.remove(folder, today)
    with forgetting():
        Upload.objects.filter(pk__in=folders).delete()  # the receipt of a fresh message is a trace of it, too
        thread.delete()
