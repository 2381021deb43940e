"""The custody log: every act on a document, each line carrying the hash of the line before; and times put to it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.evidence.models.document import Document
from dueregard.rules.documents.custody import Content


class LinesAreKept(TypeError):
    """A line of the log is neither changed nor removed."""


class CustodyLines(models.QuerySet["CustodyLine"]):
    """Lines can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: LinesAreKept"""
        raise LinesAreKept

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: LinesAreKept"""
        raise LinesAreKept

    def delete(self) -> NoReturn:
        """Refuse. Raises: LinesAreKept"""
        raise LinesAreKept


class CustodyLine(models.Model):
    """One line of the log. It is never changed; how its hash is made is decided in rules/documents/custody."""

    number = models.PositiveBigIntegerField(unique=True)  # from 1, without a gap
    at = models.DateTimeField()
    did = models.CharField(max_length=40)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="custody")
    sha256 = models.CharField(max_length=64)  # of the document's bytes
    by = models.CharField(max_length=64, blank=True)  # id of the person; empty when the site itself acted
    details = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = CustodyLines.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.did}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; one that is there already stays as it is. Raises: LinesAreKept"""
        if not self._state.adding:
            raise LinesAreKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: LinesAreKept"""
        raise LinesAreKept

    def content(self) -> Content:
        """Return what the line says, as its hash covers it."""
        document = str(self.document_id) if self.document_id else ""
        return Content(self.number, self.at, self.did, document, self.sha256, self.by, self.details)


class CustodyHead(models.Model):
    """The one row (number 1) that knows the end of the log. Holding it is what gives numbers without a gap."""

    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="custody_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.number} lines"


class Timestamp(models.Model):
    """A time that an authority of others put to the state of the log after a line (RFC 3161)."""

    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    request = models.BinaryField()
    nonce = models.CharField(max_length=64, blank=True)  # the number in the request that its answer repeats
    asked_at = models.DateTimeField()
    answer = models.BinaryField(null=True)  # the authority's whole answer
    stated_at = models.DateTimeField(null=True)  # what the answer says
    answered_at = models.DateTimeField(null=True)  # when it came here
    authority = LineField(max_length=300, blank=True)
    is_verified = models.BooleanField(default=False)  # its signature was followed to a certificate the operator trusts

    class Meta:
        ordering = ["-number", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__isnull=True, stated_at=None) | Q(answer__isnull=False, stated_at__isnull=False),
                name="timestamp_states_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"timestamp of line {self.number}"
