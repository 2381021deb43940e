"""Marks on a document, and the copies for the public that are made with them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.lines.models import LineField
from dueregard.records.evidence.models import Document
from dueregard.rules.redaction.looking import Looked
from dueregard.rules.redaction.marks import Mark as MarkValue
from dueregard.rules.redaction.marks import MarkKind
from dueregard.rules.redaction.reasons import REASONS, Reason


class Mark(models.Model):
    """One thing to take out of a document's public copy. What it covers is seen by the group alone."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in MarkKind])
    page = models.PositiveIntegerField(null=True)  # empty: wherever the words stand
    left = models.FloatField(null=True)  # points from the top left corner of the page as it is shown
    top = models.FloatField(null=True)
    right = models.FloatField(null=True)
    bottom = models.FloatField(null=True)
    words = models.CharField(max_length=1000, blank=True)  # what is typed, or read under the rectangle
    start_ms = models.PositiveIntegerField(null=True)
    end_ms = models.PositiveIntegerField(null=True)
    is_only_here = models.BooleanField(default=False)  # the same words may stay elsewhere
    reason = models.CharField(max_length=20)  # a code of rules/redaction/reasons
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["page", "pk"]
        indexes = [models.Index(fields=["document", "page"], name="mark_of_page")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"

    @property
    def because(self) -> Reason:
        """Return the reason with its words."""
        return REASONS[self.reason]

    def value(self) -> MarkValue:
        """Return the mark as the rules take it."""
        is_of_older_pages = self._is_of_older_pages()
        return MarkValue(
            kind=MarkKind(self.kind),
            reason=self.reason,
            page=None if is_of_older_pages else self.page,
            left=self.left or 0.0,
            top=self.top or 0.0,
            right=self.right or 0.0,
            bottom=self.bottom or 0.0,
            words=self.words,
            start_ms=self.start_ms or 0,
            end_ms=self.end_ms or 0,
            is_only_here=self.is_only_here and not is_of_older_pages,
        )

    def _is_of_older_pages(self) -> bool:
        """Tell whether words were marked on one page before the file was drawn: its pages are others now."""
        drawn_at = self.document.drawn_at
        return self.kind == MarkKind.WORDS and drawn_at is not None and self.at < drawn_at


class Look(models.Model):
    """A person looked at a place that might be a marked word, or was read badly, and it is something else."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="looks")
    phrase = models.CharField(max_length=1000, blank=True)  # what it might have been; empty: a line read badly
    form = models.CharField(max_length=1000, blank=True)  # what was read there, folded
    page = models.PositiveIntegerField(null=True)  # empty: wherever this form stands
    left = models.FloatField(null=True)  # points, as of marks
    top = models.FloatField(null=True)
    right = models.FloatField(null=True)
    bottom = models.FloatField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["document", "page"], name="look_of_page")]

    def __str__(self) -> str:
        return f"looked at, page {self.page}"

    def value(self) -> Looked:
        """Return it as the rules take it."""
        return Looked(
            self.phrase, self.form, self.page, self.left or 0.0, self.top or 0.0, self.right or 0.0, self.bottom or 0.0
        )


class PublicCopy(models.Model):
    """One making of a copy for the public: with which marks, how far it is, who stood for it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "waiting to be made"
        MAKING = "making", "being made"
        READY = "ready", "waiting for a second person"
        REFUSED = "refused", "refused: something was still there"
        FAILED = "failed", "could not be made"
        DROPPED = "dropped", "discarded"
        PUBLISHED = "published", "public"
        WITHDRAWN = "withdrawn", "withdrawn"

    OPEN = (State.WAITING, State.MAKING, State.READY)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="public_copies")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    form = models.CharField(max_length=12)  # a form of rules/redaction/forms
    title = LineField(max_length=300, blank=True)
    marks = models.JSONField(default=list, blank=True)  # as they were when it was asked for
    looks = models.JSONField(default=list, blank=True)  # what was looked at by then, and by whom
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()

    pages_expected = models.PositiveIntegerField(null=True)
    pages_done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    copy = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="made_as")
    reason = models.CharField(max_length=40, blank=True)  # a code of rules/documents/reading, of a failure
    faults = models.JSONField(default=list, blank=True)  # what survived, and where: for the group alone
    by_looking = models.PositiveIntegerField(default=0)  # words covered because Tesseract saw them in the pixels
    is_read_again = models.BooleanField(default=False)  # its pixels were read by Tesseract at the end

    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # A copy made before files were drawn stays public; a person looks at it again (queries/second_look).
    looked_again_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    looked_again_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = LineField(max_length=300, blank=True)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=["waiting", "making", "ready"]),
                name="one_copy_in_the_making",
            ),
            models.UniqueConstraint(fields=["document"], condition=Q(state="published"), name="one_published_copy"),
        ]
        indexes = [models.Index(fields=["state", "claimed_until"], name="public_copy_to_make")]

    def __str__(self) -> str:
        return self.get_state_display()

    def get_absolute_url(self) -> str:
        """Return the page where the group sees what is being published."""
        return reverse("redaction:publication", args=[self.document_id])

    @property
    def is_open(self) -> bool:
        """Tell whether it is neither published nor over."""
        return self.state in self.OPEN

    def look_values(self) -> list[Looked]:
        """Return what a person had looked at when it was asked for."""
        return [Looked(**{name: kept[name] for name in kept if name != "by"}) for kept in self.looks]

    def mark_values(self) -> list[MarkValue]:
        """Return the marks with which it is made."""
        return [MarkValue.from_json({name: kept[name] for name in kept if name != "by"}) for kept in self.marks]
