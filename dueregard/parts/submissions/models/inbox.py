"""A group's sealed inbox, who may read it, and the lists of keyholders that its offline key signed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from dueregard.records.groups.models import Group


class ListsAreKept(TypeError):
    """A signed list that was in force is neither changed nor removed."""


class Inbox(models.Model):
    """The sealed inbox of a group. Its root key never changes: another key is another inbox."""

    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="sealed_inbox")
    root = models.CharField(max_length=64, unique=True)  # Ed25519 verification key, in hexadecimal
    is_open = models.BooleanField(default=False)
    config = models.TextField()  # config.json, byte for byte as it is delivered and signed
    hashes = models.TextField(blank=True)  # the list of delivered files that was signed last
    hashes_signature = models.CharField(max_length=128, blank=True)
    opened_on = models.DateField()

    def __str__(self) -> str:
        return f"sealed inbox of {self.group}"


class KeptLists(models.QuerySet["KeyList"]):
    """Lists can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: ListsAreKept"""
        raise ListsAreKept

    def delete(self) -> NoReturn:
        """Refuse. Raises: ListsAreKept"""
        raise ListsAreKept


class KeyList(models.Model):
    """One signed list of keyholders: the key log is all of them. Rows are only ever added."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="key_lists")
    number = models.PositiveIntegerField()
    text = models.TextField()
    signature = models.CharField(max_length=128)
    day = models.DateField()  # when it came into force here

    objects = KeptLists.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "number"], name="key_list_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"key list {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the list; one that is there already stays as it is. Raises: ListsAreKept"""
        if not self._state.adding:
            raise ListsAreKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: ListsAreKept"""
        raise ListsAreKept


class Keyholder(models.Model):
    """A person of the group who may fetch what is sealed. Whether they can open it, their own key decides."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="keyholders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sealed_inboxes")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "person"], name="keyholder_once")]

    def __str__(self) -> str:
        return f"{self.person}, keyholder"


class AccessKey(models.Model):
    """What a keyholder's own program shows instead of signing in. Only its hash is kept."""

    keyholder = models.OneToOneField(Keyholder, on_delete=models.CASCADE, related_name="access_key")
    digest = models.CharField(max_length=64, unique=True)
    day = models.DateField()

    def __str__(self) -> str:
        return "an access key"


class Exercise(models.Model):
    """A day on which the group sent itself a test and saw it arrive."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="exercises")
    day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sealed_exercises")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "day"], name="exercise_once_a_day")]

    def __str__(self) -> str:
        return f"exercise on {self.day}"
