"""Local groups and who belongs to them. Work belongs to a group; another group cannot see it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from dueregard.foundation.accounts.models import Invitation


class Role(models.TextChoices):
    """What a person may do in a group."""

    CASEWORKER = "caseworker", "caseworker: writes, sends, sorts replies and publishes"
    VOLUNTEER = "volunteer", "volunteer: reads the group's work and sorts replies"


class Group(models.Model):
    """A local group. Its work is seen by its members and by administrators."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    signature = models.CharField(
        "name that signs letters",
        max_length=200,
        blank=True,
        help_text="By law a request needs the requester's real name.",
    )
    postal_address = models.TextField("postal address in letters", blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


class PlaceOffered(models.Model):
    """Which place in which group an invitation gives."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="place")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="places_offered")
    role = models.CharField(max_length=20, choices=Role.choices)

    def __str__(self) -> str:
        return f"a place in {self.group}"
