"""An entry of the register that was merged into another one of the same body: its page and its name lead there."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models.body import SLUG_LENGTH, Body


class MergedEntry(models.Model):
    """What is left of an entry. Its slug is never given to another body; what moved is in the audit, by ids."""

    was = models.UUIDField(unique=True, help_text="The id that the entry had.")
    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    name = LineField(max_length=200)
    into = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="merged_entries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="bodies_merged_entry_has_a_slug", condition=~Q(slug=""))]

    def __str__(self) -> str:
        return f"{self.slug}, now {self.into_id}"
