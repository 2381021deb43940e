"""People who sign in, and the one-time links that let them in for the first time.

Which groups a person works in is records/groups; keys, codes and passkeys are allauth's own tables.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from dueregard.foundation.lines.models import LineField


class People(BaseUserManager["Person"]):
    """Looks people up by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return who signs in with this name, whatever the case of its letters. Raises: Person.DoesNotExist"""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account. An e-mail address is never required; it is only used for the digest they ask for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = LineField("name to sign in with", max_length=60, unique=True)
    name = LineField("name shown to colleagues", max_length=120)
    email = models.EmailField("address for the digest", blank=True)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    wants_digest = models.BooleanField(default=False)
    has_notices = models.BooleanField(default=False)  # foundation/editing has something to tell them on their next page
    created_at = models.DateTimeField()
    came_back_at = models.DateTimeField(null=True, blank=True)  # by a "way back in", after losing password or keys

    objects = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        db_table = "accounts_person"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="person_username_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def still_holds(self, made_at: datetime | None) -> bool:
        """Tell whether a secret address opens anything: whoever had the account before a way back may have it too."""
        if not self.is_active or made_at is None:
            return False
        return self.came_back_at is None or made_at > self.came_back_at


def digest_of(secret: str) -> str:
    """Return what is kept of a link's secret. It has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Invitation(models.Model):
    """A one-time link to an account. Only the digest of its secret is kept, so a copy of the database opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    makes_administrator = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="invitations_given")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="invitations_used")
    # Somebody who lost their password or keys; None for somebody new.
    lets_back_in = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="ways_back")

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Tell whether the link still lets somebody in."""
        return self.used_at is None and now < self.expires_at


class BriefNote(models.Model):
    """What all processes of the site must remember together for some minutes: tries to sign in, codes already used.

    Django's database cache writes this table (`CACHES`); its columns are that cache's.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_briefnote"

    def __str__(self) -> str:
        return f"a note until {self.expires}"
