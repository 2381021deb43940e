"""A council's area with the days on which it exists, its codes, and which area came after it.

A public body says by a code in which area it lies; `rules/areas/rolling` says which area that is on a day.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dueregard.foundation.lines.models import LineField
from dueregard.rules.law.laws import Nation

NATIONS = [(nation.value, nation.label) for nation in Nation]


class Tier(models.TextChoices):
    """How many councils a place in it has, and which of them this is."""

    SINGLE = "single", "Council area"
    LOWER = "lower", "District"
    UPPER = "upper", "County"


ON_THE_MAP = (Tier.SINGLE.value, Tier.LOWER.value)


class AreaQuerySet(models.QuerySet["Area"]):
    """Filters of areas."""

    def in_force_on(self, day: date) -> "AreaQuerySet":
        """Keep the areas that exist on this UK calendar date."""
        begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
        return self.filter(begun, Q(until_on__isnull=True) | Q(until_on__gt=day))

    def on_the_map(self) -> "AreaQuerySet":
        """Keep those that have a place of their own on the map; counties are drawn around their districts."""
        return self.filter(tier__in=ON_THE_MAP)


class Area(models.Model):
    """One area. From `from_on`, if it is known, until the day before `until_on`."""

    slug = models.SlugField(max_length=60, unique=True)
    name = LineField(max_length=100)
    tier = models.CharField(max_length=6, choices=Tier)
    nation = models.CharField(max_length=20, choices=NATIONS)
    region = LineField(max_length=60, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="districts")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True, help_text="The first day on which it no longer exists.")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    place_source = models.CharField(max_length=20, blank=True, help_text="Where the coordinates come from.")
    unsure = LineField(max_length=300, blank=True, help_text="What is not confirmed, in words.")
    source = LineField(max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(name="areas_area_has_a_name", condition=~Q(name="") & ~Q(slug="")),
            models.CheckConstraint(name="areas_area_tier_known", condition=Q(tier__in=Tier.values)),
            models.CheckConstraint(
                name="areas_area_begins_before_it_ends",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lt=F("until_on")),
            ),
            models.CheckConstraint(
                name="areas_area_only_districts_have_a_county", condition=Q(parent__isnull=True) | Q(tier="lower")
            ),
            models.CheckConstraint(
                name="areas_area_place_is_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The area's public page."""
        return reverse("area", kwargs={"slug": self.slug})

    def exists_on(self, day: date) -> bool:
        """Whether the area exists on this UK calendar date."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or self.until_on > day)


class AreaCode(models.Model):
    """A code of the Office for National Statistics (GSS). An area that was renumbered has several."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=9, unique=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["area", F("until_on").desc(nulls_first=True), "-code"]
        constraints = [models.CheckConstraint(name="areas_code_not_empty", condition=~Q(code=""))]

    def __str__(self) -> str:
        return self.code


class AreaSuccession(models.Model):
    """One area took over from another, whole or in part."""

    from_area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="followed_by")
    to_area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="follows")
    on = models.DateField()
    is_whole = models.BooleanField(default=True, help_text="No: it took over only a part.")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["from_area", "to_area"], name="areas_succession_once"),
            models.CheckConstraint(name="areas_succession_of_two", condition=~Q(from_area=F("to_area"))),
        ]

    def __str__(self) -> str:
        return f"{self.from_area_id} to {self.to_area_id}"


class AreaLoad(models.Model):
    """One loading of the tables of areas, with what it changed."""

    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
