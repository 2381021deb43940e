"""Letters out and replies in, with what was attached."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.parts.foi.models.case import Case
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group


class Direction(models.TextChoices):
    """Which way a message went."""

    OUT = "out", "from us"
    IN = "in", "to us"


class Means(models.TextChoices):
    """How it came or went."""

    EMAIL = "email", "e-mail"
    POST = "post", "post"
    PORTAL = "portal", "web portal"
    PHONE = "phone", "telephone"


class Step(models.TextChoices):
    """What a letter of ours does."""

    REQUEST = "request", "the request"
    REMINDER = "reminder", "a reminder"
    CLARIFICATION = "clarification", "our clarification"
    REVIEW = "review", "the request for an internal review"
    REVIEW_REMINDER = "review_reminder", "a reminder about the review"
    COMPLAINT = "complaint", "the complaint to the regulator"
    OTHER = "other", "a letter"


class Correspondence(models.Model):
    """One message of a case. A letter's state is its outgoing message's; a reply's bytes are its stored e-mail's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="correspondence")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    means = models.CharField(max_length=10, choices=Means.choices, default=Means.EMAIL)
    step = models.CharField(max_length=20, choices=Step.choices, blank=True)
    at = models.DateTimeField()
    subject = LineField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)  # sanitised
    sender = LineField(max_length=320, blank=True)
    outgoing = models.OneToOneField(OutgoingMessage, null=True, on_delete=models.PROTECT, related_name="letter")
    # One e-mail may answer several requests: it is then a reply in each of their cases.
    email = models.ForeignKey(StoredEmail, null=True, on_delete=models.PROTECT, related_name="replies")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # the case knows what happened to the outgoing message
    kind = models.CharField(max_length=20, blank=True)  # what triage or a person says a reply is
    is_sorted = models.BooleanField(default=True)
    sorted_by_rule = models.BooleanField(default=False)  # nobody has read it: every sentence is known to say nothing
    rule_was_right = models.BooleanField(null=True)  # what a person said of it who read the weekly sample
    rule_checked_at = models.DateTimeField(null=True)
    rule_checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list, blank=True)  # why it was filed here, in sentences
    suggestions = models.JSONField(default=list, blank=True)  # what the wording may mean, with the passage
    notes = models.JSONField(default=list, blank=True)  # everything odd about the message
    is_hidden = models.BooleanField(default=False)  # left out of the public page
    # The last day on which a link to the answer works, and how that is known; and that somebody has fetched it.
    collect_by = models.DateField(null=True)  # UK calendar date
    collect_because = LineField(max_length=300, blank=True)
    collected_at = models.DateTimeField(null=True)
    collected_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "created_at"]
        indexes = [
            models.Index(fields=["case", "at"], name="correspondence_of_case"),
            models.Index(fields=["direction", "settled_at"], name="correspondence_settled"),
            models.Index(fields=["sorted_by_rule", "rule_checked_at"], name="correspondence_by_rule"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="out") | Q(outgoing=None), name="only_our_letters_have_an_outgoing_message"
            ),
            models.UniqueConstraint(fields=["case", "email"], name="reply_once_per_case"),
        ]


class Attachment(models.Model):
    """A file of a reply; its bytes are stored under their hash, and are a document of the case's group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    correspondence = models.ForeignKey(Correspondence, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveIntegerField()
    name = LineField(max_length=255)
    content_type = LineField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    trouble = LineField(max_length=300, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="attachments")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["correspondence", "position"], name="attachment_position_once")]


class HeldEmail(models.Model):
    """An e-mail in the holding pen: what could be read of it, what it may belong to, and why it is not certain.

    `groups` may see it: the one group all guesses point to. Where they point to several, or nowhere on a site of
    several groups, only administrators see it, so that no group reads another's mail.
    """

    email = models.OneToOneField(StoredEmail, on_delete=models.PROTECT, related_name="held")
    groups = models.ManyToManyField(Group, related_name="held_emails")
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20, blank=True)
    sender = LineField(max_length=320, blank=True)
    subject = LineField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    notes = models.JSONField(default=list, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    guesses = models.JSONField(default=list, blank=True)  # case id, score, reasons; the best first
    suggestions = models.JSONField(default=list, blank=True)
    files = models.JSONField(default=list, blank=True)  # as Attachment, until there is a case to attach them to
    cleared_at = models.DateTimeField(null=True, db_index=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_because = LineField(max_length=300, blank=True)

    class Meta:
        ordering = ["at"]
