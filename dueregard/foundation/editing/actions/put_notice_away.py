"""Puts away a notice that a person has read, with the words in it."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.models import EditNotice


def put_notice_away(*, notice: EditNotice, by: Person, now: datetime) -> EditNotice:
    """Show the notice no more. Twice is no mistake: two windows of one person may both show it.

    No row of the audit is added: what somebody has read of their own is nobody else's business.
    """
    with transaction.atomic():
        notice.lines, notice.read_at = [], now
        notice.save(update_fields=["lines", "read_at"])
        if not by.edit_notices.filter(read_at=None).exists():
            Person.objects.filter(pk=by.pk).update(has_notices=False)
    return notice
