"""A package of documents that somebody asked for: what it should hold, how far it is, and whether it can be fetched."""

from __future__ import annotations

import uuid

from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.records.groups.models import Group


class Export(models.Model):
    """One package (BagIt) of a group's documents. Its file is removed after a while; it can be made again."""

    class State(models.TextChoices):
        """How far the package is."""

        WAITING = "waiting", "waiting to be made"
        RUNNING = "running", "being made"
        DONE = "done", "ready"
        FAILED = "failed", "could not be made"
        REMOVED = "removed", "expired and removed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="exports")
    title = LineField(max_length=200)
    wanted = models.JSONField(default=dict)  # the filter of the list of documents
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    trouble = LineField(max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the package
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["state", "finished_at"], name="export_state")]

    def __str__(self) -> str:
        return self.title
