"""What has changed and is not yet in the index, and searches that people keep. The index itself lies in files."""

from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField


class Changed(models.Model):
    """A row of another app that must be read into the index again: its kind and its key.

    Rows are only added and taken away, never changed, and the same thing may stand here twice: so writers never wait
    for one another, and a change that comes while the one before is being read is not lost.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


def digest_of_address(secret: str) -> str:
    """Return what is kept of a feed's secret. It has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class KeptSearch(models.Model):
    """A search that a person keeps under a name. Of its secret address for a feed reader only the digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_searches")
    name = LineField(max_length=120)
    asked = models.JSONField(default=dict)  # the values of its address on the site
    created_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    address_made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="kept_search_name_once"),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="kept_search_address_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_address(self) -> bool:
        """Whether its address opens anything."""
        return bool(self.digest) and self.person.still_holds(self.address_made_at)
