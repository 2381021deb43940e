"""Questions and the answers people read in documents. Who may see which answer is decided in rules/findings/answers."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Passage
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import KIND_WORDS, AnswerKind


class Question(models.Model):
    """What a group wants to know of each public body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=300)
    guidance = models.TextField(blank=True)  # how readers decide in doubt
    kind = models.CharField(max_length=8, choices=[(one.value, words) for one, words in KIND_WORDS.items()])
    choices = models.JSONField(default=list, blank=True)
    part = models.CharField(max_length=40, blank=True)  # the campaign it belongs to, if it belongs to one
    subject = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["group", "made_at"], name="question_of_group")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the page of the question."""
        return reverse("findings:question", args=[self.pk])

    @property
    def answer_kind(self) -> AnswerKind:
        """Which answers it takes."""
        return AnswerKind(self.kind)


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
    value = models.CharField(max_length=500)
    passage = models.ForeignKey(Passage, null=True, on_delete=models.PROTECT, related_name="answers")
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
    value = models.CharField(max_length=500)
    passage = models.ForeignKey(Passage, null=True, on_delete=models.PROTECT, related_name="findings")
    was_decided = models.BooleanField(default=False)  # by a third person
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["question", "body"]
        constraints = [
            models.UniqueConstraint(fields=["question", "body"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(passage__isnull=False) | Q(value="not stated"), name="finding_rests_on_a_passage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"

    def get_absolute_url(self) -> str:
        """Return the page of the finding."""
        return reverse("findings:finding", args=[self.pk])
