"""Forgets what has run out: sessions nobody can use any more, and the brief notes about tries and codes.

What people did is kept (foundation/audit); this is only what the site itself remembered for a while.
"""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from dueregard.foundation.accounts.models import BriefNote


def forget_expired(*, now: datetime) -> int:
    """Remove sessions and brief notes whose time has passed. Returns how many rows went. Safe to run twice."""
    with transaction.atomic():
        sessions, _ = Session.objects.filter(expire_date__lte=now).delete()
        notes, _ = BriefNote.objects.filter(expires__lte=now).delete()
    return sessions + notes
