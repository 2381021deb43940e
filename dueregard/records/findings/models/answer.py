"""The answers people read about bodies, what they rest on, and the finding of two who agree or a third who decides.

Who may see which answer is decided in rules/findings/answers; when one is too old, in rules/findings/ageing.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document, Passage
from dueregard.records.findings.models.question import Question
from dueregard.records.groups.models import Group
from dueregard.rules.findings.ageing import Confidence
from dueregard.rules.findings.sources import SourceKind, SourceSaid, source_words

SURE = [(one.value, one.words) for one in Confidence]


class Source(models.Model):
    """What an answer rests on that is no passage: a web page on a day, or a minute, with the group's own copy."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one.value, one.words) for one in SourceKind])
    url = models.URLField(max_length=2000, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    meeting = LineField(max_length=200, blank=True)
    met_on = models.DateField(null=True, blank=True)
    item = LineField(max_length=80, blank=True)
    copy = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_can_be_followed",
                condition=Q(kind="web", seen_on__isnull=False) & ~Q(url="")
                | Q(kind="minute", met_on__isnull=False) & ~Q(meeting="") & (~Q(url="") | Q(copy__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return source_words(self.said)

    @property
    def said(self) -> SourceSaid:
        """The same as the rules want it."""
        return SourceSaid(
            SourceKind(self.kind),
            self.url,
            self.seen_on,
            self.meeting,
            self.met_on,
            self.item,
            self.copy_id is not None,
        )


class Answer(models.Model):
    """What one person read in the documents of one body: as the first, as the second, or deciding between two."""

    class Order(models.IntegerChoices):
        """As which reader."""

        FIRST = 1, "first reader"
        SECOND = 2, "second reader"
        DECIDING = 3, "decided between two"

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="answers")
    order = models.PositiveSmallIntegerField(choices=Order.choices)
    value = LineField(max_length=500)
    passage = models.ForeignKey(Passage, null=True, on_delete=models.PROTECT, related_name="answers")
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="answers")
    true_on = models.DateField(null=True)  # the day for which the source says so
    confidence = models.CharField(max_length=8, choices=SURE, default=Confidence.PLAIN.value)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField()

    class Meta:
        ordering = ["question", "body", "order"]
        constraints = [
            models.UniqueConstraint(fields=["question", "body", "order"], name="answer_once_in_order"),
            models.UniqueConstraint(fields=["question", "body", "by"], name="answer_once_by_a_person"),
        ]

    def __str__(self) -> str:
        return self.value


class Finding(models.Model):
    """The answer that stands: two people agreed, or a third decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="findings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="findings")
    value = LineField(max_length=500)
    passage = models.ForeignKey(Passage, null=True, on_delete=models.PROTECT, related_name="findings")
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="findings")
    true_on = models.DateField(null=True)
    confidence = models.CharField(max_length=8, choices=SURE, default=Confidence.PLAIN.value)
    # The public document in which everybody can read its words; `actions/follow_documents` keeps it.
    shown_in = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    was_decided = models.BooleanField(default=False)  # by a third person
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["question", "body"]
        constraints = [
            models.UniqueConstraint(fields=["question", "body"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | Q(source__isnull=False) | Q(value="not stated"),
                name="finding_rests_on_a_source",
            ),
        ]
        indexes = [models.Index(fields=["body", "-found_at"], name="finding_of_body")]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    def get_absolute_url(self) -> str:
        """Return the page of the finding."""
        return reverse("findings:finding", args=[self.pk])
