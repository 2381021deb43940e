"""How much of its share of the disk a group has used."""

from django.conf import settings
from django.db.models import Sum

from dueregard.parts.submissions.models import Inbox, Thread, Upload


def bytes_used(inbox: Inbox) -> int:
    """Return how many bytes lie on the disk for this group, uploads that are not finished included."""
    threads = Thread.objects.filter(inbox=inbox).aggregate(all=Sum("size"))["all"] or 0
    uploads = Upload.objects.filter(inbox=inbox).aggregate(all=Sum("size"))["all"] or 0
    return int(threads + uploads)


def has_room(inbox: Inbox, more: int = 1) -> bool:
    """Tell whether so many more bytes fit into the group's share."""
    return more <= room_left(inbox)


def room_left(inbox: Inbox) -> int:
    """Return how many bytes still fit into the group's share."""
    return max(int(settings.SEALED_GIB) * 1024**3 - bytes_used(inbox), 0)
