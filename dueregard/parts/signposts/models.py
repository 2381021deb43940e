"""Who tried which channel, and whether it worked. The channels themselves are the campaign pack's."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField


class ChannelCheck(models.Model):
    """One try of one channel: a call made, a page opened, a letter that came back."""

    contact = LineField(max_length=200)  # pack, kind and slug of the contact
    channel = LineField(max_length=500)  # kind and value, as rules/help/signposts names it
    checked_on = models.DateField()
    works = models.BooleanField()
    note = LineField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["contact", "channel"], name="check_of_channel")]

    def __str__(self) -> str:
        return f"{self.contact}, {self.checked_on}"
