"""A network: a group of groups. It owns nothing; its groups see what each of them puts in, and nothing else.

What is in it are rows of whichever app the things belong to, all alike (`PutIn`); notes are in records/notes.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.groups.models.group import Group
from dueregard.records.groups.models.meeting import Meeting


class Network(models.Model):
    """Several groups of this site under one name. An administrator founds it; each group says itself that it joins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = LineField(max_length=120, unique=True)
    about = LineField(max_length=500, blank=True)
    founded_at = models.DateTimeField()
    groups = models.ManyToManyField(Group, through="groups.NetworkPlace", related_name="networks")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The network's page, for the members of its groups."""
        return reverse("notes:network", args=[self.pk])


class NetworkPlace(models.Model):
    """A group in a network; asked, until one of its caseworkers says yes (`joined_at`)."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="places")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="network_places")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField(null=True)
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "group"], name="network_place_once")]

    def __str__(self) -> str:
        return f"{self.group} in {self.network}"


class PutIn(models.Model):
    """That a group put one of its things (`thing`, a key of the concrete row) into a network.

    Taken back, the row is gone; so it is when the thing is. The thing stays with its group.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "thing"], name="%(class)s_once")]


class NetworkMeeting(PutIn):
    """A meeting that its group put into a network."""

    thing = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="put_into")

    class Meta(PutIn.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.thing} in {self.network}"
