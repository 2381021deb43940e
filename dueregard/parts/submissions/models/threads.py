"""What sources sent and keyholders answered: ciphertext by reference, padded sizes, days.

There is no column for an address, a browser, a language, a time, a recipient of replies, or anything of the return code
but one hash. A test reads the schema for them.
"""

from __future__ import annotations

import secrets

from django.db import models

from dueregard.parts.submissions.models.inbox import Inbox


def new_id() -> str:
    """Return a random id: 16 bytes in hexadecimal."""
    return secrets.token_hex(16)


def random_key() -> models.CharField[str, str]:
    """Return a primary key that says nothing about when its row was made."""
    return models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)


class Direction(models.TextChoices):
    """Who wrote a message."""

    SOURCE = "source"
    GROUP = "group"


class Thread(models.Model):
    """A conversation with one source. Who holds the return code can find it; the code is not here, only one hash."""

    id = random_key()
    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="threads")
    tag = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (many may have none: the plain form)
    memo = models.BinaryField(max_length=256, default=bytes)  # sealed by the source, for the source
    day = models.DateField()
    until = models.DateField()  # chosen within two weeks, so that it tells no day of arrival
    size = models.BigIntegerField(default=0)  # bytes on the disk

    class Meta:
        indexes = [models.Index(fields=["inbox", "id"], name="thread_of_inbox"), models.Index(fields=["until"])]

    def __str__(self) -> str:
        return "a thread"


class Message(models.Model):
    """One sealed message with its sealed files. Its bytes lie in the store's folder of the same id."""

    id = random_key()
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=6, choices=Direction.choices)
    position = models.PositiveIntegerField()  # within its thread; never shown
    day = models.DateField()
    is_plain = models.BooleanField(default=False)  # came through the form without scripts: files only
    is_read = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "position"], name="message_in_its_place")]

    def __str__(self) -> str:
        return "a sealed message"


class Part(models.Model):
    """One age file of a message: number 0 is the message itself, the others are its files."""

    id = random_key()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    size = models.BigIntegerField()  # bytes of ciphertext; the plaintext is padded
    chunks = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="part_once")]

    def __str__(self) -> str:
        return "a sealed file"


class Upload(models.Model):
    """Chunks that are still arriving. When finished, its receipt can be asked again for a day."""

    id = random_key()
    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="uploads")
    day = models.DateField()  # of the last chunk
    size = models.BigIntegerField(default=0)  # bytes confirmed so far; none of a finished one
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return "an upload"


class UsedChallenge(models.Model):
    """The hash of a challenge that was answered, so that it is answered once."""

    digest = models.CharField(primary_key=True, max_length=64)
    day = models.DateField()

    def __str__(self) -> str:
        return "a used challenge"
