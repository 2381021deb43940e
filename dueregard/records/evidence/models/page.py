"""A page of a document, and what lies hidden in it."""

from __future__ import annotations

from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.records.evidence.models.document import Document
from dueregard.rules.documents.reading import TextSource


class Page(models.Model):
    """One page, sheet, slide or stretch of sound: the unit that is found, cited and marked."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()  # from 1
    label = LineField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=12, choices=[(one.value, one.value) for one in TextSource])
    confidence = models.FloatField(null=True)
    width = models.FloatField(null=True)  # points, as shown
    height = models.FloatField(null=True)
    start_ms = models.PositiveIntegerField(null=True)
    end_ms = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=64, blank=True)  # hash of the stored places of its words
    reason = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="page_once")]

    def __str__(self) -> str:
        return f"page {self.number}"


class HiddenData(models.Model):
    """Something in a document that its pages do not show. It stops publication until somebody has seen to it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="hidden_data")
    position = models.PositiveIntegerField()
    channel = models.CharField(max_length=40)
    where = LineField(max_length=300)
    count = models.PositiveIntegerField(default=1)
    sample = LineField(max_length=200, blank=True)
    page = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="hidden_data_once")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.where}"
