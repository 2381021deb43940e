"""A group's own path with its steps and what it asked, and the library of adopted texts. No person is named in any."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group, PutIn
from dueregard.rules.branch.gaps import ANSWERED_WORDS, Answered
from dueregard.rules.branch.motions import OUTCOME_WORDS, Outcome
from dueregard.rules.branch.steps import KIND_WORDS, Code


class Path(models.Model):
    """The path of one union branch or student union at one body. Only its group sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="branch_paths")
    kind = models.CharField(max_length=16, choices=[(one.value, words) for one, words in KIND_WORDS.items()])
    name = LineField(max_length=160)  # of the branch or union
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="branch_paths")
    started_on = models.DateField()  # UK calendar date
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "body", "name"], name="branch_path_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its page on the desk of its group."""
        return reverse("branch:one", args=[self.pk])


class Step(models.Model):
    """One step of a path. `due_on` is worked out until a person chooses the day."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Code])
    done_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    is_due_chosen = models.BooleanField(default=False)
    every_weeks = models.PositiveSmallIntegerField(null=True)  # of a meeting that comes again
    who = LineField(max_length=160, blank=True)  # an office or a committee, never a name
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["path", "pk"]
        constraints = [models.UniqueConstraint(fields=["path", "code"], name="branch_step_once")]
        indexes = [models.Index(fields=["done_on", "due_on"], name="branch_step_due")]

    def __str__(self) -> str:
        return self.code


class Ask(models.Model):
    """One thing that was asked of management, and how far the response answers it."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="asks")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    answered = models.CharField(
        max_length=8, choices=[(one.value, words[1]) for one, words in ANSWERED_WORDS.items()], default=Answered.UNREAD
    )
    answer_words = models.TextField(blank=True)  # the passage of the response, word for word
    answer_from = LineField(max_length=200, blank=True)  # such as: letter of 3 March, page 2
    # Lines of the body's history (`records/history/queries.LetterLine`): the letter that asked, the reply that answers.
    asked_in = LineField(max_length=200, blank=True)
    answered_in = LineField(max_length=200, blank=True)

    class Meta:
        ordering = ["path", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["path", "order"], name="branch_ask_order")]

    def __str__(self) -> str:
        return self.text


class AdoptedText(models.Model):
    """A motion or policy: as proposed, as amended, carried or lost, and what came of it. Its group may share it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="adopted_texts")
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="adopted_texts")
    title = LineField(max_length=200)
    assembly = LineField(max_length=160)  # who voted: a branch meeting, a union council
    decided_on = models.DateField(null=True)
    proposed = models.TextField()
    amended = models.TextField(blank=True)
    outcome = models.CharField(
        max_length=8, choices=[(one.value, words[1]) for one, words in OUTCOME_WORDS.items()], default=Outcome.PENDING
    )
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    came_of = models.TextField(blank=True)
    credit = LineField(max_length=300, blank=True)
    taken_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="taken_up")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)  # since when everybody may read it

    class Meta:
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["group", "-made_at"], name="adopted_text_of_group")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page, for its group and for everybody it is shared with."""
        return reverse("branch:text", args=[self.pk])


class NetworkText(PutIn):
    """An adopted text that its group put into a network."""

    thing = models.ForeignKey(AdoptedText, on_delete=models.CASCADE, related_name="put_into")

    class Meta(PutIn.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.thing} in {self.network}"
