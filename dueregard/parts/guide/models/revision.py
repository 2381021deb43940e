"""A version of a section: what it said from one moment until the next version. Never changed once it is written.

The text in use lies in the pack (`PackText`); how versions come about is for the actions.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.foundation.packs.models import PackText


class Revisions(models.QuerySet["Revision"]):
    """Filters of versions."""

    def current(self) -> Revisions:
        """Keep the version of each section that readers see, of sections that are in use."""
        return self.filter(is_current=True, section__retired_at=None)


class Revision(models.Model):
    """One version of one section, or of a translation of it."""

    class Origin(models.TextChoices):
        """Where a version came from."""

        PACK = "pack", "came with the campaign pack"
        EDIT = "edit", "edited here"
        SUGGESTION = "suggestion", "a reader’s suggestion"

    section = models.ForeignKey(PackText, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField()
    title = LineField(max_length=160)
    meta = models.JSONField(default=dict)
    text = models.TextField()
    passages = models.JSONField(default=list)  # the ids of its passages, in order
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=12, choices=Origin)
    note = LineField(max_length=300, blank=True)  # why, in the editor's words; public
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = Revisions.as_manager()

    class Meta:
        ordering = ["section", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="guide_revision_once"),
            models.UniqueConstraint(
                fields=["section"], condition=models.Q(is_current=True), name="guide_one_current_revision"
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="guide_revision_at")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the section that readers see; a version's own page is versions/NUMBER/."""
        return reverse("guide:section", args=[self.section.slug])

    @property
    def review_by(self) -> date:
        """Return the day by which somebody must look at it again (UK calendar date)."""
        return date.fromisoformat(self.meta["review_by"])

    @property
    def reviewed_on(self) -> date:
        """Return the day on which somebody last looked at it (UK calendar date)."""
        return date.fromisoformat(self.meta["reviewed_on"])

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Return the facts with their sources, as the pack has them."""
        return list(self.meta.get("facts", []))
