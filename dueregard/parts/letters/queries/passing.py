"""What among letters is dated after an instant, so that a practice site's clock does not go back behind it."""

from datetime import datetime

from django.db.models import Q

from dueregard.parts.letters.models import SentLetter


def letters_dated_after(now: datetime) -> int:
    """Count the letters that were sent, answered or closed after an instant."""
    later = Q(queued_at__gt=now) | Q(closed_at__gt=now) | Q(replies__at__gt=now)
    return SentLetter.objects.filter(later).distinct().count()
