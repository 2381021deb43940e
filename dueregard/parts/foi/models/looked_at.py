"""Words of a case's letters that a person looked at before everybody may read them, and what that person decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.parts.foi.models.case import Case

MOST_WORDS = 200


class LookedAt(models.Model):
    """Words that look like a person, an address or a number. Left out, they are left out of every public page."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looked_at")
    what = models.CharField(max_length=40)  # in words, as the gap in the letter says it: "name", "postal address"
    words = LineField(max_length=MOST_WORDS)
    key = models.CharField(max_length=2 * MOST_WORDS)  # the words without capitals, which make two finds the same
    is_left_out = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="looked_at_once_a_case")]

    def __str__(self) -> str:
        return f"{self.what}, {'left out' if self.is_left_out else 'shown'}"
