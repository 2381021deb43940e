"""The key of a person's calendar feed: calendar programs show no second factor, so the address is secret."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q


def digest_of_key(secret: str) -> str:
    """Return the part of a key that we keep. It has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class FeedKey(models.Model):
    """A key that opens one person's dates for reading. Only its digest is kept; a person has one at a time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_keys")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="feed_key_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"feed key {self.pk}"
