"""Training sessions, their material, and what was said in them. There is no column for the name of a trainer.

Slides, photographs and sound are documents of records/evidence, with everything that holds for those.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document, Passage
from dueregard.records.groups.models import Group


class Form(models.TextChoices):
    """How it was held."""

    ROOM = "room", "A session in a room"
    LIVE = "live", "A session online, with a trainer"
    COURSE = "course", "An online course that people take alone"


class Session(models.Model):
    """One training session or course, as one group recorded it. Public once a second person published it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="training_sessions")
    title = LineField(max_length=200)
    form = models.CharField(max_length=8, choices=Form.choices, default=Form.ROOM)
    course = LineField(max_length=200, blank=True)  # the reference of a pack's text: pack/course/slug
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="training_sessions")
    provider = LineField(max_length=160)  # a body or firm, never a person
    given_to = LineField(max_length=160)
    held_on = models.DateField()  # UK calendar date
    minutes = models.PositiveIntegerField(null=True)
    paid_by = LineField(max_length=160, blank=True)
    notes = models.TextField(blank=True)  # taken on the spot; never published
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)  # to publish it, as it is; any change takes this back
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-held_on", "-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(proposed_by__isnull=False) & Q(published_by__isnull=False) & ~Q(proposed_by=F("published_by")),
                name="training_public_by_two",
            ),
        ]
        indexes = [models.Index(fields=["group", "-held_on"], name="training_of_group")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page on the desk of its group."""
        return reverse("training:one", args=[self.pk])

    @property
    def public_path(self) -> str:
        """Return where everybody reads it once it is public."""
        return reverse("training:session", args=[self.pk])


class Material(models.Model):
    """A document of a session: slides, a hand-out, a photograph, sound."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="material")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "document"], name="training_material_once")]

    def __str__(self) -> str:
        return str(self.document)


class Claim(models.Model):
    """What several statements have in common, as a group puts it: the thread by which sessions are compared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="training_claims")
    words = LineField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["words", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "words"], name="training_claim_once")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        """Return the page that compares sessions by it."""
        return reverse("training:claim", args=[self.pk])


class Statement(models.Model):
    """A sentence that was said or shown, word for word, with where it is in the material.

    `passage` ties it to the words of the document, where they were found; `page` and `ms` are what a person typed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="statements")
    quote = models.TextField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    page = models.PositiveIntegerField(null=True)  # slide or page, from 1
    ms = models.PositiveIntegerField(null=True)  # of a recording
    passage = models.ForeignKey(Passage, null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL, related_name="statements")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField()  # when its words were last looked for in the document

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["claim", "session"], name="statement_of_claim")]

    def __str__(self) -> str:
        return self.quote[:80]

    @property
    def anchor(self) -> str:
        """Its place on the pages of its session."""
        return f"said-{self.pk}"
