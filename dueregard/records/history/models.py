"""The dated history of a public body, written by every part in the transaction of its own change.

A part says what happened in one sentence and where to read it; this app does not know what that is.
"""

from __future__ import annotations

from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group


class Entry(models.Model):
    """One thing that happened between a group and a body."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="history")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="history")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)  # the field's word: request, reply, refusal, internal_review …
    says = LineField(max_length=300)
    quote = models.TextField(blank=True)  # the words of a document that say so
    asked = models.JSONField(default=list)  # of a letter: each thing that it asks for, as a line of text
    part = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)  # id of the record the entry comes from, in that part
    source = models.CharField(max_length=64, blank=True)  # what in that record said so, so that it can be withdrawn
    path = LineField(max_length=300)  # where a person who may see it can read more
    public_path = LineField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["body", "-at"], name="history_of_body"),
            models.Index(fields=["part", "subject"], name="history_of_subject"),
            models.Index(fields=["is_public", "-at"], name="history_public"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d}"
