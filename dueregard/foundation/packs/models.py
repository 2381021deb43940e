"""Installed campaign packs and their texts: what a pack ships, and beside it what a group made of it.

What a text means (a request, a letter, an argument) is known to those who read it; here a kind is a code.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.rules.casework.wording import unfold
from dueregard.rules.packs.shelves import BY_KIND


class Pack(models.Model):
    """One installed pack, in the version installed last."""

    id = models.SlugField(primary_key=True, max_length=80)
    name = LineField(max_length=160)
    version = models.CharField(max_length=40)
    licence = LineField(max_length=80)
    language = models.CharField(max_length=20)
    description = models.JSONField(default=dict)  # pack.toml, whole
    digest = models.CharField(max_length=64)
    installed_at = models.DateTimeField()
    installed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-installed_at", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class PackTexts(models.QuerySet["PackText"]):
    """Filters of the texts."""

    def in_use(self) -> PackTexts:
        """Keep the texts that their pack still has, or that a group made its own."""
        return self.filter(retired_at=None)

    def with_proposal(self) -> PackTexts:
        """Keep the edited texts whose pack has since brought a version that nobody has decided on."""
        return self.filter(is_edited=True).exclude(shipped_digest=models.F("decided_digest"))


class PackText(models.Model):
    """One text in use, and the version its pack ships.

    `title`, `meta` and `text` are in use. While nobody edits, they are what is shipped. `decided_digest` names the
    shipped version that the person who edited last knew.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=80)
    path = LineField(max_length=200)
    order = models.IntegerField(default=0)
    title = LineField(max_length=160)
    meta = models.JSONField(default=dict)
    text = models.TextField()
    shipped_title = LineField(max_length=160)
    shipped_meta = models.JSONField(default=dict)
    shipped_text = models.TextField()
    shipped_digest = models.CharField(max_length=64)
    decided_digest = models.CharField(max_length=64)
    is_edited = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)  # the pack no longer has it, and nobody had edited it

    objects = PackTexts.as_manager()

    class Meta:
        ordering = ["kind", "order", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "kind", "slug"], name="pack_text_once"),
            models.CheckConstraint(
                condition=models.Q(is_edited=False) | models.Q(edited_at__isnull=False), name="pack_text_edited_at"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page on which an administrator reads and edits the text."""
        return reverse("packs:text", args=[self.pack_id, self.kind, self.slug])

    @property
    def reference(self) -> str:
        """Pack, kind and slug in one word, for records that remember where their text began."""
        return f"{self.pack_id}/{self.kind}/{self.slug}"

    @property
    def reviewed_on(self) -> date | None:
        """Return the day on which somebody last checked the text's facts (UK calendar date)."""
        written = self.meta.get("reviewed_on")
        return date.fromisoformat(written) if written else None

    @property
    def shown_text(self) -> str:
        """Return the text as a person edits it: a letter's lines joined into paragraphs, all else as it is written."""
        return self._shown(self.text)

    @property
    def shown_shipped_text(self) -> str:
        """Return the shipped text as a person compares it."""
        return self._shown(self.shipped_text)

    def _shown(self, text: str) -> str:
        return unfold(text) if BY_KIND[self.kind].has_placeholders else text.rstrip("\n")

    @property
    def has_proposal(self) -> bool:
        """Tell whether the pack has brought a newer version that nobody has decided on."""
        return self.is_edited and self.shipped_digest != self.decided_digest

    @property
    def proposed_text(self) -> str:
        """Return the newer shipped text while it waits for a decision; else nothing."""
        return self.shipped_text if self.has_proposal else ""
