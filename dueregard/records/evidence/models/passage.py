"""A passage of a page, and the claims that rest on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models.document import Document
from dueregard.rules.documents.passages import Anchor, Found


class Passage(models.Model):
    """Some words of a page, with where they stand: in its text, on its picture, in its sound.

    It names its page by number: pages may be read anew, and it finds itself again (rules/documents/passages).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="passages")
    page = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=60, blank=True)
    suffix = models.CharField(max_length=60, blank=True)
    rectangles = models.JSONField(default=list, blank=True)  # left, top, width, height in hundredths of a point
    start_ms = models.PositiveIntegerField(null=True)
    end_ms = models.PositiveIntegerField(null=True)
    found = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Found], default=Found.SAME)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "page", "start", "pk"]
        indexes = [models.Index(fields=["document", "page"], name="passage_of_page")]

    def __str__(self) -> str:
        return f"page {self.page}, signs {self.start} to {self.end}"

    def get_absolute_url(self) -> str:
        """Return the page of the passage."""
        return reverse("evidence:passage", args=[self.pk])

    @property
    def anchor(self) -> Anchor:
        """What it remembers of its place."""
        return Anchor(self.start, self.end, self.quote, self.prefix, self.suffix)


class Citation(models.Model):
    """A claim that rests on a passage. Who makes the claim says what it is; this app does not know."""

    HISTORY = "history"  # the part in whose name a person puts a passage into a body's history
    PAGE = "page"  # and under a page of this site
    BY_HAND = (HISTORY, PAGE)  # what a person tied, and may take back

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="citations")
    part = models.CharField(max_length=40)  # who makes the claim, as in the history of a body
    subject = models.CharField(max_length=64)  # id of the claim in that part
    says = LineField(max_length=300)
    path = LineField(max_length=300, blank=True)  # where the group reads the claim
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="citations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["passage", "part", "subject"], name="citation_once")]
        indexes = [models.Index(fields=["part", "subject"], name="citation_of_claim")]

    def __str__(self) -> str:
        return self.says
