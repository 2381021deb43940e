"""How much of its share of the disk a group has used. Answers have a reserve beside it: a full group still answers."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Sum

from dueregard.parts.submissions.models import Inbox, Thread, Upload

GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Room:
    """A group's share, in bytes: what it has, what is used, and how much of that nobody has finished sending."""

    share: int
    used: int
    unfinished: int
    uploads: int  # how many are not finished

    @property
    def is_full(self) -> bool:
        """Tell whether nobody can send."""
        return self.used >= self.share

    @property
    def in_words(self) -> str:
        """Say it for people, in no finer steps than they need."""
        return (
            f"{_words(self.used)} of {_words(self.share)} used, {_words(self.unfinished)} of it by unfinished uploads"
        )


def room(inbox: Inbox) -> Room:
    """Return how a group's share stands."""
    threads = Thread.objects.filter(inbox=inbox).aggregate(all=Sum("size"))["all"] or 0
    uploads = Upload.objects.filter(inbox=inbox, receipt="").aggregate(all=Sum("size"), count=Count("pk"))
    unfinished = int(uploads["all"] or 0)
    return Room(int(settings.SEALED_GIB) * GIB, int(threads) + unfinished, unfinished, int(uploads["count"]))


def has_room(inbox: Inbox, more: int = 1) -> bool:
    """Tell whether so many more bytes of a source fit into the group's share."""
    now = room(inbox)
    return now.used + more <= now.share


def has_room_for_answer(inbox: Inbox, more: int) -> bool:
    """Tell whether an answer of so many bytes fits: into the share, or into the reserve that answers alone may use."""
    now = room(inbox)
    return now.used + more <= now.share + int(settings.SEALED_ANSWERS)


def _words(size: int) -> str:
    return f"{size / GIB:.1f} GiB" if size >= GIB // 10 else f"{size / 1024**2:.0f} MiB"
