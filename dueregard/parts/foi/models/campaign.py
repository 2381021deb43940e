"""A campaign: one letter, asked of many bodies by one group."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.groups.models import Group


class Campaign(models.Model):
    """One question to many bodies. Its letter may change until a case has been sent; each case keeps what it sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="campaigns")
    title = LineField(max_length=160)
    template = LineField(max_length=160, blank=True)  # pack and slug of the request it started from
    subject = LineField(max_length=200)
    questions = models.TextField()  # the part of the letter that a group writes; the legal wording goes around it
    is_environmental = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["group", "-created_at"], name="campaign_of_group")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the campaign's page for its group."""
        return reverse("foi:campaign", args=[self.pk])
