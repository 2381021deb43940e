"""What a demand and a decision have in common: whose they are, whether all may read them, and lines that only grow.

There is no place for a person: not for who helped, who signed, or who refused.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField
from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group

LONGEST_LINE = 600


class Record(models.Model):
    """A demand or a decision of one group. Once it is public, its words stay as they are until it is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="%(class)ss")
    is_public = models.BooleanField(default=False)
    was_public = models.BooleanField(default=False)  # everybody could read it, now or at some time
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = LineField(max_length=300, blank=True)
    confirmed = models.JSONField(default=list)  # words of which a person said that they mean no single person
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    SEARCHED_AS = ""  # its kind in the search
    ORGANISATIONS: tuple[str, ...] = ()  # those of its own texts in which an organisation is named

    class Meta:
        abstract = True

    def own_texts(self) -> dict[str, str]:
        """Return what people typed, by the name of its field in words."""
        raise NotImplementedError

    def own_facts(self) -> list[object]:
        """Return what else would be read of it: days, codes, numbers."""
        raise NotImplementedError

    def names_known(self) -> Sequence[str]:
        """Return names of bodies and groups, which are nobody's."""
        raise NotImplementedError

    def public_path(self) -> str:
        """Return the address of its public page, whether or not it is public."""
        raise NotImplementedError


class DatedLine(models.Model):
    """One dated line. None is changed; one recorded by mistake is crossed out, with the reason."""

    on = models.DateField()
    words = models.TextField(blank=True, max_length=LONGEST_LINE)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    is_public = models.BooleanField(default=False)
    shown_at = models.DateTimeField(null=True, blank=True)  # since when everybody may read it
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    struck_why = LineField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        abstract = True
