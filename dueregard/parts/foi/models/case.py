"""A case: what one body was asked, and the dated events that its standing is computed from."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case as Choose
from django.db.models import Q, Value, When
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models.campaign import Campaign
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind, Outcome, Phase, Turn
from dueregard.rules.casework.first_answer import Came

IS_OPEN = ~Q(phase__in=[Phase.PREPARING.value, Phase.CLOSED.value])


YES, NO = 1, 0


def _claim(when: Q) -> models.GeneratedField:
    """Return a column that the database itself keeps at 1 or 0, so that lists are read from an index.

    Not a boolean: Django asks for a true boolean by naming the bare column, and SQLite then uses no index.
    """
    return models.GeneratedField(
        expression=Choose(When(when, then=Value(YES)), default=Value(NO)),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )


class Cases(models.QuerySet["Case"]):
    """Filters that lists share. Late and soon are read from `due_on`, never from a label."""

    def open(self) -> Cases:
        """Keep the cases that have been sent and are not closed."""
        return self.exclude(phase__in=[Phase.PREPARING, Phase.CLOSED])

    def overdue(self, today: date) -> Cases:
        """Keep the cases whose body has missed its last lawful day."""
        return self.filter(they_owe=YES, due_on__lt=today)

    def waiting(self) -> Cases:
        """Keep the open cases in which the body must act."""
        return self.filter(they_owe=YES)

    def due_between(self, first: date, last: date) -> Cases:
        """Keep the cases whose body must act between two days, both included."""
        return self.filter(they_owe=YES, due_on__range=(first, last))

    def needing_a_person(self) -> Cases:
        """Keep the cases in which the next step is ours; a reply that nobody has read counts even in a closed case."""
        return self.filter(needs_us=YES)

    def to_collect(self) -> Cases:
        """Keep the cases with an answer on a website that nobody has downloaded."""
        return self.filter(collect_by__isnull=False)

    def not_asked(self) -> Cases:
        """Keep the cases whose request is neither sent nor waiting to be sent."""
        state = OutgoingMessage.State
        gone = self.model._default_manager.filter(
            correspondence__outgoing__state__in=[
                state.WAITING,
                state.CLAIMED,
                state.HANDING_OVER,
                state.UNSURE,
                state.SENT,
            ]
        )
        return self.filter(phase=Phase.PREPARING).exclude(pk__in=gone.values("pk"))


class Case(models.Model):
    """The case of one body. `phase` to `standing` are computed from its events by one action; nobody types them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="cases")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="cases")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cases")
    token = models.CharField(max_length=32, unique=True)
    law = models.CharField(max_length=10)
    address = LineField(max_length=320, blank=True)  # where the next letter goes
    their_reference = LineField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    phase = models.CharField(max_length=20, choices=Phase.choices(), default=Phase.PREPARING)
    outcome = models.CharField(max_length=20, choices=Outcome.choices(), blank=True)
    came = models.CharField(max_length=10, choices=Came.choices(), blank=True)  # how the first answer came
    turn = models.CharField(max_length=10, choices=Turn.choices(), default=Turn.OURS)
    due_on = models.DateField(null=True)
    due_not_before = models.DateField(null=True)  # a school whose terms are not known: the earliest it can be
    standing = models.JSONField(default=dict, blank=True)
    calendar_version = LineField(max_length=80, blank=True)
    sent_on = models.DateField(null=True)
    unsorted = models.PositiveIntegerField(default=0)  # replies nobody has read
    collect_by = models.DateField(null=True)  # the first last day of an answer that nobody has downloaded
    last_at = models.DateTimeField()
    they_owe = _claim(Q(turn=Turn.THEIRS.value) & IS_OPEN)
    needs_us = _claim(Q(unsorted__gt=0) | (Q(turn=Turn.OURS.value) & IS_OPEN))

    # The group's own, never public: who looks after the case, and its tags ("schools, urgent"; `tag_words` to search).
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    tags = LineField(max_length=400, blank=True)
    tag_words = LineField(max_length=800, blank=True)

    is_public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    # A day on which it becomes public by itself, if it is fit for it then (UK calendar date), and who set it.
    publish_on = models.DateField(null=True)
    publish_planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = Cases.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "body"], name="case_once_per_body"),
            models.CheckConstraint(
                condition=Q(is_public=False, published_at=None) | Q(is_public=True, published_at__isnull=False),
                name="case_published_at_when_public",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "they_owe", "due_on", "id"], name="case_due"),
            models.Index(fields=["group", "needs_us", "-unsorted", "last_at", "id"], name="case_needs_us"),
            models.Index(
                fields=["group", "collect_by", "id"], condition=Q(collect_by__isnull=False), name="case_to_collect"
            ),
            models.Index(fields=["group", "outcome", "-last_at"], name="case_outcome"),
            models.Index(fields=["group", "-last_at"], name="case_newest"),
            models.Index(fields=["campaign", "phase", "due_on"], name="case_campaign"),
            models.Index(fields=["campaign", "-last_at"], name="case_of_campaign"),
            models.Index(fields=["is_public", "-last_at"], name="case_public"),
            models.Index(fields=["calendar_version"], name="case_calendar"),
            models.Index(fields=["publish_on"], condition=Q(publish_on__isnull=False), name="case_planned"),
        ]

    def get_absolute_url(self) -> str:
        """Return the case's page for its group."""
        return reverse("foi:case", args=[self.pk])

    def public_url(self) -> str:
        """Return the case's page for everyone."""
        return reverse("foi:public_case", args=[self.pk])


class CaseEvent(models.Model):
    """One dated, typed event. A mistaken one is crossed out, never erased."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=30, choices=EventKind.choices())
    on = models.DateField()  # UK calendar date that the law counts from
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    correspondence = models.ForeignKey(
        "foi.Correspondence", null=True, on_delete=models.CASCADE, related_name="case_events"
    )
    because = LineField(max_length=300, blank=True)  # the rule's reason, when a rule recorded it
    details = models.JSONField(default=dict, blank=True)  # sections refused under, the date they named
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["correspondence", "kind"], condition=Q(struck_at=None), name="event_once_per_letter"
            ),
        ]


class DateChange(models.Model):
    """A due date that moved although nothing happened: the calendar, the terms or the law changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="date_changes")
    at = models.DateTimeField()
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    because = LineField(max_length=300)

    class Meta:
        ordering = ["at"]
