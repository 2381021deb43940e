"""Letters that a group sent through the site, and what came back. What visitors write has no row anywhere.

What a letter says is fixed when it is put into the outbox; foundation/mail knows whether it left.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group, PutIn


class SentLetter(models.Model):
    """One letter of a group to a body. `token` is in the address to which its answer comes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="letters_sent")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="letters_sent")
    reminds_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reminders")
    title = LineField(max_length=300)
    text = models.TextField()
    to = LineField(max_length=320)
    token = models.CharField(max_length=20, unique=True)
    answer_by = models.DateField()  # the UK calendar date that the letter names
    outgoing = models.OneToOneField(OutgoingMessage, on_delete=models.PROTECT, related_name="sent_letter")
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)  # a person said that nothing more is to come or to do

    class Meta:
        ordering = ["-queued_at", "pk"]
        indexes = [models.Index(fields=["group", "-queued_at"], name="sent_letter_of_group")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page on the desk."""
        return reverse("letters:sent", args=[self.pk])


class Reply(models.Model):
    """An e-mail that came back to a letter. `trouble` says why it could not be read, where it could not."""

    letter = models.ForeignKey(SentLetter, on_delete=models.CASCADE, related_name="replies")
    # One e-mail can answer letters of several groups.
    email = models.ForeignKey(StoredEmail, on_delete=models.PROTECT, related_name="letter_replies")
    at = models.DateTimeField()
    sender = LineField(max_length=320)
    subject = LineField(max_length=998)
    text = models.TextField(blank=True)
    trouble = LineField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "email"], name="letter_reply_once")]

    def __str__(self) -> str:
        return f"reply to {self.letter_id}"


class ReplyFile(models.Model):
    """A file of a reply, as a document of the group; or why it is none."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = LineField(max_length=255)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    trouble = LineField(max_length=300, blank=True)

    class Meta:
        ordering = ["reply", "position"]
        constraints = [models.UniqueConstraint(fields=["reply", "position"], name="reply_file_once")]

    def __str__(self) -> str:
        return self.name


class NetworkLetter(PutIn):
    """A letter that its group put into a network."""

    thing = models.ForeignKey(SentLetter, on_delete=models.CASCADE, related_name="put_into")

    class Meta(PutIn.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.thing} in {self.network}"
