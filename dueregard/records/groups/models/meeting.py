"""A group's meetings, and the key of a person's calendar of them. What was said there is a note (records/notes)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.groups.models.group import Group


class Meeting(models.Model):
    """One meeting. Its members alone see it. Called off, it stays in the list and in calendars, as called off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    title = LineField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = LineField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    called_off_at = models.DateTimeField(null=True)
    changes = models.PositiveIntegerField(default=0)  # iCalendar's SEQUENCE: calendars take the highest
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["group", "starts_at"], name="meeting_of_group")]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The meeting's page, for the group."""
        return reverse("meeting", args=[self.pk])


class CalendarKey(models.Model):
    """A key that opens one person's meetings for reading: calendar programs show no second factor.

    Only its digest is kept; a person has one at a time.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_keys")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="calendar_key_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"calendar key {self.pk}"
