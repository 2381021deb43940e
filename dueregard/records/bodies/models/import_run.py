"""One import of an official file, with what it changed and which lines it could not use."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dueregard.foundation.lines.models import LineField


class ImportRun(models.Model):
    """What an import did. A dry run leaves no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    file_name = LineField(max_length=200)
    sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list, blank=True, help_text="The first lines that failed: line and why.")

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                name="bodies_import_ends_after_it_starts",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
