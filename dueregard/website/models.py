"""Complaints about personal data that came through the site's own form, and known troubles of the site.

rules/law/data_complaints knows the day of a complaint.
"""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from dueregard.foundation.lines.models import LineField
from dueregard.rules.law.data_complaints import acknowledge_by


class DataComplaint(models.Model):
    """What somebody said about their data here, and what was done about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = LineField(max_length=300, blank=True)  # the page or the letter, in the person's words
    says = models.TextField()
    reply_to = LineField(max_length=300)
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"Complaint {self.pk}"

    @property
    def acknowledge_by_on(self) -> date:
        """The last day to say that it arrived."""
        return acknowledge_by(timezone.localdate(self.received_at))


class Trouble(models.Model):
    """Something that does not work, as an administrator tells everybody: from when, and until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    says = LineField(max_length=500)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("began_at")),
                name="trouble_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"Trouble {self.pk}"
