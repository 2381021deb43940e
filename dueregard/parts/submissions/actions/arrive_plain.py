"""Lets files that were sealed by hand arrive: under the same share, reserve and bucket as what the page sends.

An upload has a row from its first byte, so what arrives at once is counted together, and what a killed process left is
purged with the others. Whether it is kept is `take_plain`.
"""

from datetime import date

from django.db.models import F

from dueregard.parts.submissions.actions.refusals import Full, TooLarge, Unknown
from dueregard.parts.submissions.actions.start_upload import begin
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.gateways.forgetting import forgetting, let_go
from dueregard.parts.submissions.models import Inbox, Upload
from dueregard.parts.submissions.queries.room import has_room
from dueregard.rules.sealed.upload import LARGEST_THREAD


class ArrivingByHand:
    """The room that one form takes while it arrives."""

    def __init__(self, *, inbox: Inbox, today: date) -> None:
        """Begin. Raises: Closed, Busy, Full"""
        self.inbox, self.today = inbox, today
        self.upload = begin(inbox, today)
        self.size = 0
        let_go()

    def take(self, length: int) -> None:
        """Take room for so many bytes, before they are written. Raises: TooLarge, Full, Unknown"""
        self.size += length
        if self.size > LARGEST_THREAD:
            raise TooLarge
        if not has_room(self.inbox, length) or store.is_nearly_full():
            raise Full
        changed = {"size": F("size") + length, "day": self.today}
        if not Upload.objects.filter(pk=self.upload.pk, receipt="").update(**changed):
            raise Unknown  # dropped by a keyholder meanwhile
        let_go()

    def drop(self) -> None:
        """Leave nothing behind. Safe to run twice."""
        drop_upload(self.upload, self.today)


def drop_upload(upload: Upload, today: date) -> None:
    """Remove what arrived of an upload, first its bytes, then its row."""
    store.remove(upload.pk, today)
    with forgetting():
        Upload.objects.filter(pk=upload.pk).delete()
