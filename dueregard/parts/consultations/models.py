"""Consultations, the codes on their slips, and the sealed box of votes.

A code knows whether it was used. A vote has no row: all votes of a consultation are one sealed text, which is written
again as a whole with every vote, so no row, time or order leads from a code to a vote (docs/adr/0018).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.groups.models import Group
from dueregard.rules.votes.papers import Asked, of_plain
from dueregard.rules.votes.questions import KIND_WORDS, Kind, Question


class Consultation(models.Model):
    """What a group asks its members: one question, or several on one voting paper.

    Once slips are made and it is open, nothing of it changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="consultations")
    title = LineField(max_length=300)  # the first question
    asked_by = LineField(max_length=200)  # such as a committee and its minute
    who = LineField(max_length=200)  # who may vote
    kind = models.CharField(max_length=8, choices=[(kind.value, words) for kind, words in KIND_WORDS.items()])
    options = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(default=1)
    further = models.JSONField(default=list)  # questions after the first (`rules/votes/papers.to_plain`)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    roll = models.PositiveIntegerField()  # how many slips there are
    quorum = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=64, blank=True)  # verification key of the result, in hexadecimal: on each slip
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)  # checked: it opens at its time, and nothing changes any more
    on_paper = models.PositiveIntegerField(null=True)  # how many votes on paper are in the box, once two people agreed
    beside_paper = models.JSONField(default=list)  # of each question, what is left out since paper votes are known
    lots = models.JSONField(default=list)
    counted_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)  # the signed file

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="vote_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(quorum__lte=F("roll")), name="quorum_within_the_roll"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page on the desk."""
        return reverse("consultations:one", args=[self.pk])

    @property
    def question(self) -> Question:
        """The first question, as the rules read it."""
        return Question(Kind(self.kind), tuple(self.options), self.most)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All questions, in the order of the voting paper."""
        return (Asked(self.title, self.question), *(of_plain(plain) for plain in self.further))

    @property
    def room(self) -> int:
        """How many lines the box holds: one for each on the roll and each question."""
        return self.roll * (1 + len(self.further))

    def is_open(self, now: Any) -> bool:
        """Tell whether members can vote at this instant."""
        return self.confirmed_at is not None and self.opens_at <= now < self.closes_at

    def is_closed(self, now: Any) -> bool:
        """Tell whether the time to vote is over."""
        return self.confirmed_at is not None and now >= self.closes_at


class Code(models.Model):
    """One code on one slip, known only by its hash. It says whether it was used, and nothing of when or for what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "digest"], name="code_once")]

    def __str__(self) -> str:
        return "a code"


class Box(models.Model):
    """All votes cast with codes, sealed: as long with no vote as with all, and other bytes after every vote."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, primary_key=True, related_name="box")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a box of votes"


class PaperEntry(models.Model):
    """What one person typed from the paper votes. Two people must type the same before it counts."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="paper_entries")
    sealed = models.BinaryField()  # votes and the slips that were handed in for them, sealed like the box
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "by"], name="paper_entry_once_by_a_person")]

    def __str__(self) -> str:
        return "paper votes"
