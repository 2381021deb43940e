"""The custody log: every act on a document, each line carrying the hash of the line before."""

from __future__ import annotations

from django.db import models

from dueregard.records.evidence.models.document import Document


class CustodyLine(models.Model):
    """One line of the log. It is never changed; how its hash is made is decided in rules/custody."""

    number = models.PositiveBigIntegerField(unique=True)  # from 1, without a gap
    at = models.DateTimeField()
    did = models.CharField(max_length=40)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="custody")
    sha256 = models.CharField(max_length=64)  # of the document's bytes
    by = models.CharField(max_length=64, blank=True)  # id of the person; empty when the site itself acted
    details = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.did}"
