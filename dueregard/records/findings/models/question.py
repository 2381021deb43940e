"""Questions of a group about each public body: its own, or taken up from a pack with the version it had then."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import KIND_WORDS, YES_NO_ANSWERS, AnswerKind


class Question(models.Model):
    """What a group wants to know of each public body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="questions")
    text = LineField(max_length=300)
    guidance = models.TextField(blank=True)  # how readers decide in doubt
    kind = models.CharField(max_length=8, choices=[(one.value, words) for one, words in KIND_WORDS.items()])
    choices = models.JSONField(default=list, blank=True)
    part = models.CharField(max_length=40, blank=True)  # the campaign it belongs to, if it belongs to one
    subject = models.CharField(max_length=64, blank=True)
    # Of a shipped question: which one, as `pack/question/slug`, and in which version. A group's own has neither.
    code = LineField(max_length=160, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=180, blank=True)  # equal keys are the same question, whoever asks it
    for_kinds = models.JSONField(default=list, blank=True)  # kinds of body it makes sense for; empty: all
    nations = models.JSONField(default=list, blank=True)
    allowed_months = models.PositiveSmallIntegerField(null=True, blank=True)  # how old an answer may be; empty: any age
    asked_by = models.JSONField(default=list, blank=True)  # shipped requests that put it, as `pack/request/slug`
    is_public = models.BooleanField(default=False)
    public_since = models.DateTimeField(null=True, editable=False)  # empty where nobody wrote it down
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["group", "made_at"], name="question_of_group"),
            models.Index(fields=["key", "is_public"], name="question_by_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "code", "version"], name="shipped_question_once", condition=~Q(code="")
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the page of the question."""
        return reverse("findings:question", args=[self.pk])

    @property
    def answer_kind(self) -> AnswerKind:
        """Which answers it takes."""
        return AnswerKind(self.kind)

    @property
    def offered(self) -> tuple[str, ...]:
        """The answers to choose from, in order; none where it takes a number or a few words."""
        return YES_NO_ANSWERS if self.answer_kind is AnswerKind.YES_NO else tuple(self.choices)

    @property
    def public_key(self) -> str:
        """What an address calls it: a shipped question by its key, a group's own by its id."""
        return self.key or str(self.pk)
