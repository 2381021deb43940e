"""A private note of a group beside a public body, an area or one of its meetings; and which networks it is put into."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group, Meeting, Network


class Note(models.Model):
    """One note, beside one thing. On a meeting it is its minutes. Notes on a case are kept with the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="notes")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="minutes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "pk"]
        indexes = [
            models.Index(fields=["group", "at"], name="note_of_group"),
            models.Index(fields=["body", "at"], name="note_beside_body"),
            models.Index(fields=["area", "at"], name="note_beside_area"),
        ]
        constraints = [
            models.CheckConstraint(
                name="note_beside_one_thing",
                condition=Q(body__isnull=False, area__isnull=True, meeting__isnull=True)
                | Q(body__isnull=True, area__isnull=False, meeting__isnull=True)
                | Q(body__isnull=True, area__isnull=True, meeting__isnull=False),
            ),
            models.CheckConstraint(name="note_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def beside(self) -> Body | Area | Meeting:
        """What it is beside."""
        found = self.body or self.area or self.meeting
        assert found is not None
        return found


class NetworkNote(models.Model):
    """A note that its group put into a network. Taken back, the row is gone; the note stays with its group."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="notes")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="put_into")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "note"], name="network_note_once")]

    def __str__(self) -> str:
        return f"{self.note} in {self.network}"
