"""What the site knows of days: loaded holiday lists, an administrator's overrides, the closed days of schools.

How days are counted is in `rules/`; the built-in table lies beneath all of this.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import Nation

NATIONS = [(nation.value, nation.label) for nation in Nation]


class HolidayFile(models.Model):
    """One list of bank holidays in GOV.UK's form, as it was loaded; the newest overrides the built-in table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = LineField(max_length=300, help_text="The file's name or address, as the person gave it.")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(help_text="The bytes as they were loaded.")
    covers_from = models.DateField()
    covers_to = models.DateField()
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-loaded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.source}, loaded {self.loaded_at:%Y-%m-%d}"


class DayOverrideQuerySet(models.QuerySet["DayOverride"]):
    """Filters of overrides."""

    def standing(self) -> "DayOverrideQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class DayOverride(models.Model):
    """An administrator's decision that a day is, or is not, a holiday in one nation. A withdrawn one stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nation = models.CharField(max_length=20, choices=NATIONS)
    on = models.DateField()
    is_holiday = models.BooleanField()
    title = LineField(max_length=100, blank=True)
    reason = LineField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DayOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "nation"]
        constraints = [
            models.UniqueConstraint(
                name="calendars_one_standing_override", fields=["nation", "on"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="calendars_a_holiday_has_a_title", condition=Q(is_holiday=False) | ~Q(title="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} in {self.get_nation_display()}: {self.title if self.is_holiday else 'a working day'}"


class SchoolClosureQuerySet(models.QuerySet["SchoolClosure"]):
    """Filters of closures."""

    def standing(self) -> "SchoolClosureQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def touching(self, body: Body) -> "SchoolClosureQuerySet":
        """Those of a school itself and those of its council's area."""
        of_the_area = Q(area_code=body.area_code) if body.area_code else Q(pk__in=[])
        return self.filter(Q(body=body) | of_the_area)


class SchoolClosure(models.Model):
    """Days when one school, or every school in a council's area without dates of its own, is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="closures")
    area_code = models.CharField(max_length=9, blank=True, help_text="GSS code of the council area.")
    first_on = models.DateField()
    last_on = models.DateField()
    label = LineField(max_length=80, blank=True, help_text="Summer holidays, inset day and the like.")
    source = LineField(max_length=300)
    checked_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SchoolClosureQuerySet.as_manager()

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(name="calendars_closure_in_order", condition=Q(first_on__lte=F("last_on"))),
            models.CheckConstraint(
                name="calendars_closure_of_a_body_or_an_area",
                condition=(Q(body__isnull=False) & Q(area_code="")) | (Q(body__isnull=True) & ~Q(area_code="")),
            ),
        ]
        indexes = [models.Index(fields=["area_code"], name="calendars_closure_area")]

    def __str__(self) -> str:
        return f"closed {self.first_on} to {self.last_on}"
