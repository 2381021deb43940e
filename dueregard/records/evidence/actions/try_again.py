"""Has documents read again because a person asked, from the first page that could not be read."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min, QuerySet

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.evidence.actions.receive_document import FIRST_WAIT, READ_TASK
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document, Reading

MOST_AT_ONCE = 500
ENDED = (Reading.PARTLY, Reading.UNREADABLE)


class NothingToTry(Exception):
    """None of the documents ended with a reason."""


def try_again(*, documents: QuerySet[Document], by: Person, now: datetime) -> int:
    """Give out again all of these that could not be read, or only in part; returns how many. Raises: NothingToTry

    Some hundreds in each transaction, so that the custody log is never held for long; what was given out stays so.
    """
    tried = 0
    while number := _some_again(documents, by, now):
        tried += number
    if not tried:
        raise NothingToTry("None of these can be tried again. They may be in the queue already.")
    return tried


def _some_again(documents: QuerySet[Document], by: Person, now: datetime) -> int:
    with transaction.atomic():
        hold_log()
        ended = Document.objects.select_for_update().filter(pk__in=documents.order_by().values("pk"), reading__in=ENDED)
        tried = list(ended.order_by("pk")[:MOST_AT_ONCE])
        for document in tried:
            broken = document.pages.exclude(reason="").aggregate(first=Min("number"))["first"]
            document.next_page = broken or document.next_page
            document.reading, document.attempts = Reading.WAITING, 0
            document.next_try_at = now + FIRST_WAIT
            document.save(update_fields=["next_page", "reading", "attempts", "next_try_at"])
            enqueue(READ_TASK, str(document.pk))
            record_custody(document=document, did="read_again", by=by, now=now)
            record_act(by=by, did="read_document_again", on=document, at=now)
    return len(tried)
