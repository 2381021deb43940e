"""Closes what was only practised when the site goes live: nobody had those letters, so nobody owes an answer."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import Mode
from dueregard.parts.letters.models import SentLetter


def close_practised(*, now: datetime) -> str:
    """Close every open letter that never left this site. Returns a sentence on them. Safe to run twice."""
    closed = 0
    for letter in SentLetter.objects.filter(outgoing__mode=Mode.PRACTICE, closed_at=None).order_by("pk"):
        with transaction.atomic():
            if SentLetter.objects.filter(pk=letter.pk, closed_at=None).update(closed_at=now):
                record_act(by=None, did="end_practice_of_letter", on=letter, at=now)
                closed += 1
    if not closed:
        return ""
    what = "1 letter that was only practised is" if closed == 1 else f"{closed} letters that were only practised are"
    return f"{what} closed now. To send one for real, write it again."
