"""An organisation that asked to sign, what it decided, and what happened since. Nothing dated is changed afterwards."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.records.areas.models import Area
from dueregard.rules.pledge.standing import Event, State
from dueregard.rules.pledge.terms import Maker, Sort

SORTS = [(one.value, one.label) for one in Sort]
MAKERS = [(one.value, one.label) for one in Maker]
STATES = [(one.value, one.words) for one in State]


class Signatory(models.Model):
    """An organisation. `code` is public and proves it; `token` is known to the organisation alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = LineField(max_length=160)
    name_key = LineField(max_length=160, db_index=True)  # rules/pledge/alike
    sort = models.CharField(max_length=20, choices=SORTS)
    domain = LineField(max_length=253, blank=True, db_index=True)  # as the DNS has it; empty without a website
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="signatories")
    contact = models.EmailField(max_length=254)  # for notices; never shown to the public
    person_name = LineField(max_length=120, blank=True)  # shown only by a choice of its own
    shows_person = models.BooleanField(default=False)
    code = models.CharField(max_length=16, unique=True)
    token = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=STATES, default=State.ASKED.value)
    why = LineField(max_length=300, blank=True)  # the reason of its state, as everyone concerned may read it
    asked_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True, blank=True)  # when it first was
    renew_by = models.DateField(null=True, blank=True)
    grace_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="signatory_has_a_name"),
            models.CheckConstraint(condition=Q(shows_person=False) | ~Q(person_name=""), name="signatory_shown_person"),
            models.CheckConstraint(
                condition=~Q(state=State.GRACE.value) | Q(grace_until__isnull=False), name="signatory_grace_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.LISTED.value, State.GRACE.value, State.LAPSED.value])
                | Q(listed_at__isnull=False),
                name="signatory_listed_since",
            ),
        ]
        indexes = [models.Index(fields=["state", "name"], name="signatory_by_state")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its page on the desk."""
        return reverse("pledge:desk_signatory", args=[self.pk])

    def public_path(self) -> str:
        """Return its public page, to which its link back leads; only the listed have one."""
        return reverse("pledge:signatory", args=[self.slug])

    @property
    def stands(self) -> State:
        """How it stands."""
        return State(self.state)

    @property
    def sort_label(self) -> str:
        """What sort of organisation it is, in words."""
        return Sort(self.sort).label


class Adoption(models.Model):
    """What an organisation decided, once. A later decision is a row of its own; the last one that was seen counts."""

    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, related_name="adoptions")
    principles = models.JSONField(default=list)  # slugs of the pack's principles
    reservation = models.TextField(max_length=1000, blank=True)
    maker = models.CharField(max_length=20, choices=MAKERS)
    decided_on = models.DateField()
    minute_url = models.URLField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)  # when someone at the desk accepted it
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.maker_label}, {self.decided_on}"

    @property
    def maker_label(self) -> str:
        """Who decided, in words."""
        return Maker(self.maker).label


class Line(models.Model):
    """One dated line of a signatory's life. `by` is None where the organisation or the site itself did it."""

    signatory = models.ForeignKey(Signatory, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField()
    event = models.CharField(max_length=20, choices=[(one.value, one.words) for one in Event])
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["signatory", "at"], name="pledge_line_by_signatory")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What happened, in words."""
        return Event(self.event).words

    @property
    def is_for_everybody(self) -> bool:
        """Whether a public page shows it."""
        return Event(self.event).is_for_everybody
