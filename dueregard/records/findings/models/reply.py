"""The right of reply: a link for a body, and what was said through it about each claim. No name has a place here."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.findings.models.answer import Finding
from dueregard.records.groups.models import Group
from dueregard.rules.findings.statements import Stance


class ReplyLink(models.Model):
    """A link for one body to answer a group's public claims about it. Only the digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reply_links")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reply_links")
    digest = models.CharField(max_length=64, unique=True)
    sent_to = LineField(max_length=500)  # the body's published address to which it went
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # every claim was answered, or whoever held it said that this is all
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["group", "body"], name="reply_link_of_body")]

    def __str__(self) -> str:
        return f"link for {self.body_id}"

    def is_open(self, now: datetime) -> bool:
        """Tell whether something can be said through it now."""
        return self.used_at is None and self.withdrawn_at is None and now < self.ends_at


class Statement(models.Model):
    """What a body says about one claim. It stands beside the claim once a person of the group has seen it."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "waits for a person"
        SHOWN = "shown", "shown beside the claim"
        KEPT_BACK = "kept_back", "not shown"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(ReplyLink, on_delete=models.PROTECT, related_name="statements")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="statements")
    finding = models.OneToOneField(Finding, null=True, on_delete=models.SET_NULL, related_name="statement")
    claim = LineField(max_length=840)  # the question and the answer as they stood when it was said
    stance = models.CharField(max_length=10, choices=[(one.value, one.words) for one in Stance])
    says = models.TextField(blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    why_not = LineField(max_length=300, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="statements_seen"
    )
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_seen_by_a_person", condition=Q(state="waiting") | Q(seen_by__isnull=False)
            ),
            models.CheckConstraint(
                name="statement_kept_back_says_why", condition=~Q(state="kept_back") | ~Q(why_not="")
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="statement_of_body")]

    def __str__(self) -> str:
        return self.claim
