"""How many people a body is for, so that it can be compared with bodies of its size."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body


class BodySize(models.Model):
    """A number with its source and day. Whom it counts, `rules/tracker/sizes` says for each kind of body."""

    body = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="size")
    number = models.PositiveIntegerField()
    source = LineField(max_length=300)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["number"], name="body_size_number")]

    def __str__(self) -> str:
        return f"size of {self.body_id}"
