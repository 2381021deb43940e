"""Takes away what has had its time: threads, abandoned uploads, used challenges, and bytes that no row names."""

from datetime import date, timedelta

from django.conf import settings

from dueregard.parts.submissions.actions.delete_thread import erase_thread
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.gateways.forgetting import forgetting
from dueregard.parts.submissions.models import Message, Thread, Upload, UsedChallenge

ABANDONED = timedelta(days=2)  # an upload is kept for a whole day at least


def forget_expired(*, today: date) -> int:
    """Remove what is past its day. Returns how many threads were. Safe to run twice, and to be killed."""
    expired = list(Thread.objects.filter(until__lt=today))
    for thread in expired:
        erase_thread(thread, today)
    with forgetting():
        Upload.objects.filter(day__lte=today - ABANDONED).delete()
        UsedChallenge.objects.filter(day__lte=today - ABANDONED).delete()
    named = set(Message.objects.values_list("pk", flat=True)) | set(Upload.objects.values_list("pk", flat=True))
    for folder in store.left_alone(settings.SEALED_STRAY_SECONDS) - named:
        store.remove(folder, today)
    return len(expired)
