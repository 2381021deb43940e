"""What people did to a waiting thing: who has it until when, and that somebody put it away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Take(models.Model):
    """One person has one thing until a day; or somebody put it away for good (`put_away_at`).

    `kind` and `key` name the thing; the thing itself is another app's row, which knows nothing of this.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="takes")
    until = models.DateField(null=True)  # UK calendar date, that day included
    taken_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    put_away_at = models.DateTimeField(null=True)
    put_away_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="take_once"),
            models.CheckConstraint(condition=Q(person=None) | Q(until__isnull=False), name="taken_until_a_day"),
        ]
        indexes = [models.Index(fields=["person", "kind", "until"], name="take_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
