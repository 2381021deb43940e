"""An invitation on paper: one code for several people, until a day, that a caseworker can take back."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.records.groups.models.group import Group


class PaperInvitation(models.Model):
    """Lets `uses` people into a group as volunteers, until the end of `last_on` (UK calendar date).

    Only the digest of its code is kept. How often it was used, the places taken through it say.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="paper_invitations")
    digest = models.CharField(max_length=64, unique=True)
    uses = models.PositiveSmallIntegerField()
    last_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.CheckConstraint(name="paper_has_uses", condition=Q(uses__gte=1))]

    def __str__(self) -> str:
        return f"paper invitation {self.pk}"

    def closed_because(self, *, used: int, today: date) -> str:
        """Return why it lets nobody in: "withdrawn", "ended" or "full"; empty while it does."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.last_on < today:
            return "ended"
        return "full" if used >= self.uses else ""
