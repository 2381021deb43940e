"""A reader's proposal for one passage. Held until a person answers it; then public, with the credit the reader chose.

Nothing about the reader is kept but what they typed.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.models.revision import Revision


def new_token() -> str:
    """Return what stands in the address at which a reader finds the answer: nobody can guess it."""
    return secrets.token_urlsafe(18)


class Suggestion(models.Model):
    """One proposal."""

    class State(models.TextChoices):
        """What became of it."""

        HELD = "held", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    token = models.CharField(max_length=32, unique=True, default=new_token)
    section = models.ForeignKey(PackText, on_delete=models.CASCADE, related_name="suggestions")
    passage = models.CharField(max_length=12)
    seen = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+"
    )  # the version the reader had before them
    was = models.TextField()  # the passage as the reader saw it, as Markdown
    proposed = models.TextField()
    reason = models.TextField()
    credit = LineField(max_length=80, blank=True)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="suggestions")

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="held") | models.Q(answered_at__isnull=False), name="guide_suggestion_answered"
            )
        ]
        indexes = [models.Index(fields=["state", "-sent_at"], name="guide_suggestion_state")]

    def __str__(self) -> str:
        return f"Suggestion {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address at which the reader finds the answer."""
        return reverse("guide:sent", args=[self.token])

    @property
    def is_held(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state == self.State.HELD
