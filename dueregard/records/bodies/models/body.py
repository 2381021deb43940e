"""A public body, and which body took over from which.

The law a body is under is worked out by `rules/` from its nation and kind; only an exception is stored here.
"""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.rules.law.laws import Nation
from dueregard.rules.law.prevent_duty import Applies

SLUG_LENGTH = 60  # a label of a domain name holds 63 characters; practice addresses are made of slugs


NATIONS = [(nation.value, nation.label) for nation in Nation]
DUTY = [
    (Applies.YES.value, "Yes"),
    (Applies.NO.value, "No"),
    (Applies.UNCONFIRMED.value, "Not confirmed"),
]
NO_LAW = "none"  # a law_override: under no information law, although its kind would be


class BodyQuerySet(models.QuerySet["Body"]):
    """Filters of the register."""

    def open_on(self, day: date) -> "BodyQuerySet":
        """Bodies that had not closed on this UK calendar date."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def there_on(self, day: date) -> "BodyQuerySet":
        """Bodies that exist on this UK calendar date: as far as it is known, they have begun and have not closed."""
        return self.open_on(day).filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day))

    def told_by(self, day: date) -> "BodyQuerySet":
        """Bodies of which everybody may read on this UK calendar date: all but those that a group has just entered."""
        return self.filter(Q(told_on__isnull=True) | Q(told_on__lte=day))


class Body(models.Model):
    """One public body of the register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    name = LineField(max_length=200)
    short_name = LineField(max_length=100, blank=True)
    kind = models.CharField(max_length=40, help_text="A code of dueregard.rules.law.laws.BodyKind.")
    nation = models.CharField(max_length=20, choices=NATIONS)
    region = LineField(max_length=60, blank=True, help_text="English region; empty elsewhere.")
    area_code = models.CharField(max_length=9, blank=True, help_text="GSS code of the council area it lies in.")
    town = LineField(max_length=80, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    home_page = models.URLField(max_length=500, blank=True)
    law_override = models.CharField(
        max_length=10, blank=True, help_text="Empty: worked out from nation and kind; none: no law."
    )
    law_because = LineField(max_length=300, blank=True)
    prevent_duty = models.CharField(max_length=12, choices=DUTY, default=Applies.UNCONFIRMED.value)
    prevent_because = LineField(max_length=300, blank=True)
    unsure = LineField(max_length=300, blank=True, help_text="What of this row is not confirmed, in words.")
    notes = models.TextField(blank=True)
    source = LineField(max_length=200, blank=True)
    kept_by_hand = models.JSONField(default=list, blank=True, help_text="Fields a person set; an import leaves them.")
    added_at = models.DateTimeField()  # since when everybody is told: of one that a person entered, some weeks later
    told_on = models.DateField(
        null=True, blank=True, help_text="Until this day only members see it; empty: everyone always could."
    )
    changed_at = models.DateTimeField()

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(name="bodies_body_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="bodies_body_has_a_slug", condition=~Q(slug="")),
            models.CheckConstraint(name="bodies_body_has_a_kind", condition=~Q(kind="")),
            models.CheckConstraint(
                name="bodies_body_nation_known", condition=Q(nation__in=[nation.value for nation in Nation])
            ),
            models.CheckConstraint(
                name="bodies_body_duty_known", condition=Q(prevent_duty__in=[answer.value for answer in Applies])
            ),
            models.CheckConstraint(
                name="bodies_body_opens_before_it_closes",
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(opened_on__lte=F("closed_on")),
            ),
            models.CheckConstraint(
                name="bodies_body_other_law_has_a_reason", condition=Q(law_override="") | ~Q(law_because="")
            ),
        ]
        indexes = [
            models.Index(fields=["name", "slug"], name="bodies_body_by_name"),
            models.Index(fields=["kind", "nation", "region", "name"], name="bodies_body_by_kind"),
            models.Index(fields=["area_code", "kind", "name"], name="bodies_body_by_area"),
            models.Index(fields=["nation", "region", "name"], name="bodies_body_by_nation"),
            models.Index(fields=["added_at", "id"], name="bodies_body_by_age"),
            models.Index(fields=["told_on"], name="bodies_body_held_back", condition=Q(told_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The body's public page."""
        return reverse("body", kwargs={"slug": self.slug})

    @property
    def entered_at(self) -> datetime:
        """When it came into the register, as near as we know: never a day to come."""
        return min(self.added_at, self.changed_at)

    def is_told_by(self, day: date) -> bool:
        """Whether everybody may read of it on this UK calendar date, whatever else names it."""
        return self.told_on is None or self.told_on <= day

    def is_open_on(self, day: date) -> bool:
        """Whether the body had not closed on this UK calendar date."""
        return self.closed_on is None or self.closed_on > day


class Succession(models.Model):
    """One body took over from another, wholly or in part."""

    from_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="followed_by")
    to_body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="follows")
    on = models.DateField(null=True, blank=True)
    note = LineField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["from_body", "to_body"], name="bodies_succession_once"),
            models.CheckConstraint(name="bodies_succession_of_two", condition=~Q(from_body=F("to_body"))),
        ]

    def __str__(self) -> str:
        return f"{self.from_body_id} to {self.to_body_id}"
