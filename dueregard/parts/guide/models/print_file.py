"""A file of the guide for print or for a reading device, named by the hash of its bytes.

How it is built is for the gateways; when, for the actions.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class PrintFile(models.Model):
    """One form of the guide as it stood at one edition. A row without `sha256` waits to be built."""

    class Form(models.TextChoices):
        """The forms a guide is printed in."""

        A4 = "a4", "A4"
        A5 = "a5", "A5"
        BOOKLET = "booklet", "A5 booklet: print on both sides of A4, flip on short edge, and fold"
        LARGE = "large", "Large print"
        CARD = "card", "Wallet card"
        POSTER = "poster", "One-page poster"
        EPUB = "epub", "E-book (EPUB)"
        TEXT = "text", "Plain text, to share"

    form = models.CharField(max_length=10, choices=Form)
    edition = models.CharField(max_length=20)  # the instant of the newest version in it, such as 20261125T1042
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    fault = models.TextField(blank=True)  # why it could not be built, in a sentence
    wanted_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["edition", "form"]
        constraints = [models.UniqueConstraint(fields=["form", "edition"], name="guide_print_once")]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, {self.edition}"

    def get_absolute_url(self) -> str:
        """Return the address of the bytes; it never serves others."""
        return reverse("guide:print_file", args=[self.sha256, f"guide-{self.form}.{self.ending}"])

    @property
    def row(self) -> dict[str, object]:
        """Return what a list of files shows."""
        kind = {"epub": "EPUB", "text": "Text"}.get(self.form, "PDF")
        return {"name": self.get_form_display(), "href": self.get_absolute_url(), "kind": kind, "size": self.size}

    @property
    def ending(self) -> str:
        """Return how the file's name ends."""
        return {"epub": "epub", "text": "txt"}.get(self.form, "pdf")
