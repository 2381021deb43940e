"""Local groups and who belongs to them. Work belongs to a group; another group cannot see it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.accounts.models import Invitation
from dueregard.foundation.lines.models import LineField


class Role(models.TextChoices):
    """What a person may do in a group."""

    CASEWORKER = "caseworker", "caseworker: writes, sends, sorts replies and publishes"
    VOLUNTEER = "volunteer", "volunteer: reads the group's work and sorts replies"


class Sector(models.TextChoices):
    """Where its members meet the Prevent duty."""

    CAMPUS = "campus", "Campus"
    SCHOOLS = "schools", "Schools"
    HEALTH = "health", "Health"
    COUNCIL = "council", "Council"
    UNION_BRANCH = "union_branch", "Union branch"


class Group(models.Model):
    """A local group. Its work is seen by its members and by administrators.

    Its own page is public only while `is_public`: its name, area and sector, and the three texts below. Nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = LineField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    signature = LineField(
        "name that signs letters",
        max_length=200,
        blank=True,
        help_text="By law a request needs the requester's real name.",
    )
    postal_address = models.TextField("postal address in letters", blank=True)
    area = models.ForeignKey("areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="groups_here")
    sector = models.CharField(max_length=12, choices=Sector, blank=True)
    is_public = models.BooleanField(default=False)
    public_since = models.DateTimeField(null=True, editable=False)  # of its page; empty where nobody wrote it down
    about = models.TextField("what the group does, for its public page", blank=True)
    whereabouts = LineField("where it meets, roughly", max_length=200, blank=True)
    reach = LineField("the group's own public address", max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="public_group_says_what_and_how",
                condition=Q(is_public=False) | (~Q(about="") & ~Q(reach="")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The group's public page, which is there only while it is public."""
        return reverse("public_group", args=[self.slug])


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
    # The paper invitation of which this is one use; none for a link that was given to one person.
    paper = models.ForeignKey(
        "groups.PaperInvitation", null=True, on_delete=models.SET_NULL, related_name="places_taken"
    )

    def __str__(self) -> str:
        return f"a place in {self.group}"
