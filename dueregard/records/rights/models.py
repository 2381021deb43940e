"""Requests of people about their own data, what was erased, and the public log of what was taken down."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.rules.law.data_rights import Right
from dueregard.rules.privacy.reasons import Reason
from dueregard.rules.privacy.taking_down import Became, Thing, Why


class Request(models.Model):
    """What one person asked for. The law engine says by when it must be answered (rules/law/data_rights)."""

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "open", "open"
        DONE = "done", "answered"
        REFUSED = "refused", "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    right = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Right])
    who = LineField(max_length=200)  # as they sign
    reply_to = LineField(max_length=300)
    says = models.TextField(blank=True)
    terms = models.TextField()  # what is looked for, one a line: names and addresses
    received_on = models.DateField()  # UK calendar date
    asked_who_on = models.DateField(null=True)  # when more was asked of them: who they are, or what they mean
    told_who_on = models.DateField(null=True)
    extended_on = models.DateField(null=True)  # when they were told that it takes longer
    extended_because = LineField(max_length=300, blank=True)
    acknowledged_on = models.DateField(null=True)
    complaint = models.CharField(max_length=64, blank=True)  # the complaint about data that it came with
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.TextField(blank=True)  # what was done and what they were told
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_on", "-made_at"]
        indexes = [models.Index(fields=["state", "received_on"], name="rights_request_state")]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Erasure(models.Model):
    """One row that was erased, or out of which words were taken. `rows` and `files` count what went with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, null=True, on_delete=models.SET_NULL, related_name="erasures")
    kind = LineField(max_length=80)  # the model: "mail.StoredEmail"
    key = models.CharField(max_length=64)
    is_whole = models.BooleanField()  # false: only a name or an address was taken out
    reason = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Reason])
    rows = models.PositiveIntegerField(default=1)
    files = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_to_do = models.BooleanField(default=False)  # a back-up brought a name back that only a person can take out
    noted_at = models.DateTimeField(null=True)  # it stands in the file beside the database
    cleaned_at = models.DateTimeField(null=True)  # bytes, pictures, packages, the index and the free pages are clean

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "key"], name="erasure_of_row"),
            models.Index(fields=["cleaned_at"], name="erasure_to_clean"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class LeftBytes(models.Model):
    """Kept bytes that no longer belong to anything, by their hash. They go after the commit, and this row with them."""

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest


class KeptRow(models.Model):
    """A row that a request found and that stays, and why."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="kept_rows")
    kind = LineField(max_length=80)
    key = models.CharField(max_length=64)
    why = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Reason])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "kind", "key"], name="rights_kept_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class TakeDown(models.Model):
    """A line of the public log. Everybody reads the day and the three codes; the note and who wrote it stay here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # random: tells no order within a day
    on = models.DateField()  # UK calendar date
    thing = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Thing])
    why = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Why])
    became = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Became])
    note = models.TextField(blank=True)  # for administrators only
    request = models.ForeignKey(Request, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "pk"]
        indexes = [models.Index(fields=["made_at"], name="take_down_made")]

    def __str__(self) -> str:
        return f"take-down {self.pk}"
