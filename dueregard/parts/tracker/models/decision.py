"""A decision of an organisation not to cooperate, and what became of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.parts.tracker.models.record import DatedLine, Record
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document
from dueregard.rules.tracker.decisions import Decider, Scope, Stands, Turn, Vote, stands

DECIDERS = [(one.value, one.label) for one in Decider]
TURNS = [(one.value, one.label) for one in Turn]


class Decision(Record):
    """Which organisation decided what, when, by which vote, until when. `body` is the public body that it concerns."""

    organisation = LineField(max_length=200)
    sort = models.CharField(max_length=20, choices=DECIDERS)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    decided_on = models.DateField()
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    quorum = models.PositiveIntegerField(null=True, blank=True)
    scopes = models.CharField(max_length=200)  # codes, each between commas: ",money,boards,"
    scope_words = models.TextField(max_length=1000)
    ends_when = LineField(max_length=300)
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    next_review_on = models.DateField()  # worked out: the last line that set one, or the first
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(max_length=500, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # worked out from its lines
    shown_ended_on = models.DateField(null=True, blank=True)  # worked out from those that everybody may read
    shown_next_review_on = models.DateField()

    SEARCHED_AS = "decision"
    ORGANISATIONS = ("which organisation decided",)

    class Meta:
        ordering = ["-decided_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(organisation=""), name="decision_of_an_organisation"),
            models.CheckConstraint(condition=~Q(ends_when=""), name="decision_says_when_it_ends"),
            models.CheckConstraint(condition=Q(review_on__gt=models.F("decided_on")), name="decision_reviewed_later"),
        ]
        indexes = [
            models.Index(fields=["group", "-decided_on"], name="decision_of_group"),
            models.Index(fields=["is_public", "-decided_on"], name="decision_public"),
        ]

    def __str__(self) -> str:
        return self.organisation

    def get_absolute_url(self) -> str:
        """Return its page on the desk."""
        return reverse("tracker:decision", args=[self.pk])

    def public_path(self) -> str:
        """Return the address of its public page, whether or not it is public."""
        return reverse("tracker:public_decision", args=[self.pk])

    def own_texts(self) -> dict[str, str]:
        """Return what people typed, by the name of its field in words."""
        return {
            "which organisation decided": self.organisation,
            "what it no longer does": self.scope_words,
            "when it ends": self.ends_when,
            "the minute or motion": self.url,
        }

    def own_facts(self) -> list[object]:
        """Return what else would be read of it: days, codes, numbers."""
        vote = self.vote
        counted = [vote.for_it, vote.against, vote.abstained, vote.present, vote.quorum]
        days = [self.decided_on, self.ends_on, self.review_on]
        return [self.sort, self.body_id, self.scopes, self.document_id, *days, *counted]

    def names_known(self) -> tuple[str, ...]:
        """Return names of bodies and groups, which are nobody's."""
        about = (self.body.name, self.body.short_name, self.body.town) if self.body else ()
        return (*about, self.group.name)

    @property
    def vote(self) -> Vote:
        """How the organisation voted."""
        return Vote(self.votes_for, self.votes_against, self.abstained, self.present, self.quorum)

    @property
    def scope_labels(self) -> list[str]:
        """What it no longer does, in the register's words."""
        return [scope.label for scope in self.scope_codes]

    @property
    def scope_codes(self) -> list[Scope]:
        """What it no longer does, as the rules know it."""
        return [Scope(code) for code in self.scopes.split(",") if code]

    def stands(self, today: date) -> Stands:
        """Return whether it stands on a day, as its group knows."""
        return stands(self.ended_on, self.ends_on, self.next_review_on, today)

    def shown_stands(self, today: date) -> Stands:
        """Return whether it stands on a day, as everybody may know."""
        return stands(self.shown_ended_on, self.ends_on, self.shown_next_review_on, today)


class DecisionLine(DatedLine):
    """What became of a decision: looked at again, changed, ended; or what the body it concerns says."""

    record = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=TURNS)
    review_on = models.DateField(null=True, blank=True)  # the next review, where the line sets one

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.on}"

    @property
    def label(self) -> str:
        """What the line tells, in words."""
        return Turn(self.kind).label
