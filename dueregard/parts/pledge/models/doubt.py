"""What someone says who reads that an organisation signed, and knows that it did not."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.parts.pledge.models.signatory import Signatory


class Doubt(models.Model):
    """One doubt, until a person has looked into it. `outcome` is for the desk."""

    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, related_name="doubts")
    says = models.TextField(max_length=2000)
    reply_to = LineField(max_length=300, blank=True)
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = LineField(max_length=500, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"A doubt about {self.signatory_id}"
