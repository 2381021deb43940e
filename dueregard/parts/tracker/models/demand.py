"""A demand on a public body, and what was done, answered and achieved since."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.parts.tracker.models.record import DatedLine, Record
from dueregard.records.bodies.models import Body
from dueregard.rules.tracker.course import Line
from dueregard.rules.tracker.terms import Kind, Outcome, Response, label_of

KINDS = [(kind.value, kind.value) for kind in Kind]
OUTCOMES = [(one.value, one.label) for one in Outcome]
RESPONSES = [(one.value, one.label) for one in Response]


class Demand(Record):
    """What a body is to do. `asked_by` is an organisation; `alongside` are others that worked for the same.

    `outcome`, `response`, `answer_by` and `last_on` are worked out from its lines (`rules/tracker/course`); those that
    begin with `shown_` from the lines that everybody may read, so that a public page tells nothing of the others.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="demands")
    title = LineField(max_length=200)
    details = models.TextField(blank=True, max_length=3000)
    asked_by = LineField(max_length=200)
    alongside = LineField(max_length=300, blank=True)
    demanded_on = models.DateField()
    reuse_url = models.URLField(max_length=500, blank=True)  # a letter or motion that others can use
    outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    outcome_on = models.DateField(null=True, blank=True)
    response = models.CharField(max_length=10, blank=True, choices=RESPONSES)
    answer_by = models.DateField(null=True, blank=True)
    last_on = models.DateField()
    shown_outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    shown_outcome_on = models.DateField(null=True, blank=True)
    shown_response = models.CharField(max_length=10, blank=True, choices=RESPONSES)
    shown_last_on = models.DateField()

    SEARCHED_AS = "demand"
    ORGANISATIONS = ("who demanded it", "who else worked for it")

    class Meta:
        ordering = ["-last_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="demand_says_what"),
            models.CheckConstraint(condition=~Q(asked_by=""), name="demand_says_by_whom"),
            models.CheckConstraint(
                condition=Q(outcome_on__isnull=True) | Q(outcome_on__gte=models.F("demanded_on")),
                name="demand_before_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="demand_outcome_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-last_on"], name="demand_of_group"),
            # SQLite reads no index by a bare yes or no: what is public is the condition of the index instead.
            models.Index(fields=["-shown_last_on", "id"], name="demand_public", condition=Q(is_public=True)),
            models.Index(fields=["-shown_outcome_on", "id"], name="demand_worked", condition=Q(is_public=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its page on the desk."""
        return reverse("tracker:demand", args=[self.pk])

    def public_path(self) -> str:
        """Return the address of its public page, whether or not it is public."""
        return reverse("tracker:public_demand", args=[self.pk])

    def own_texts(self) -> dict[str, str]:
        """Return what people typed, by the name of its field in words."""
        return {
            "what is demanded": self.title,
            "the details": self.details,
            "who demanded it": self.asked_by,
            "who else worked for it": self.alongside,
            "the letter or motion": self.reuse_url,
        }

    def own_facts(self) -> list[object]:
        """Return what else would be read of it: days, codes, numbers."""
        return [self.body_id, self.demanded_on]

    def names_known(self) -> tuple[str, ...]:
        """Return names of bodies and groups, which are nobody's."""
        return (self.body.name, self.body.short_name, self.body.town, self.group.name)


class DemandLine(DatedLine):
    """One action, answer or outcome. `code` is a method, a response or an outcome, as its kind says."""

    record = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=KINDS)
    code = models.CharField(max_length=20)
    answer_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["kind", "code", "record"], name="demand_line_by_code_of")]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="demand_line_has_a_code")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.on}"

    @property
    def label(self) -> str:
        """What the line tells, in words."""
        return label_of(self.kind, self.code)

    @property
    def as_rule(self) -> Line:
        """The line as the rules read it."""
        return Line(self.kind, self.code, self.on, self.pk, self.answer_by)
