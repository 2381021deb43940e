"""What people are told about an edit that came after their own. Who edited, and when, is in the audit."""

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField


class EditNotice(models.Model):
    """Tells a person that somebody saved a thing which they had saved while the other was still writing.

    `lines` holds for each place that changed: the field in words, what was there, and what is there now. Once the
    person has read it, nothing of that is kept. With `is_refused` the other's edit was not made, because this person's
    was there first: each line holds what they made of it, and what the other wanted.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edit_notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    called = LineField(max_length=200)
    path = LineField(max_length=500)
    lines = models.JSONField(default=list)
    is_refused = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"notice {self.pk}"
