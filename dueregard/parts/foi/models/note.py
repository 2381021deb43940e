"""A note of a colleague on a case: for the group alone, never on a public page."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dueregard.parts.foi.models.case import Case


class CaseNote(models.Model):
    """One note. Whoever may read the case may change it; its writer may remove it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"], name="note_of_case")]

    def __str__(self) -> str:
        return f"note {self.pk}"
