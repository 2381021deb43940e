"""Where an area stands on the two maps: its hexagon, and its shape from an imported file of boundaries."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.areas.models.area import Area


class HexCell(models.Model):
    """The hexagon of one area in the drawing that is in force from a day on, until a later drawing begins."""

    from_on = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="cells")
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["from_on", "-row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["from_on", "area"], name="areas_cell_once_per_drawing"),
            models.UniqueConstraint(fields=["from_on", "column", "row"], name="areas_cell_of_one_area"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} at {self.column}, {self.row}"


class BoundaryFile(models.Model):
    """An imported file of boundaries; the newest one is drawn."""

    name = LineField(max_length=200)
    sha256 = models.CharField(max_length=64)
    projection = LineField(max_length=60, help_text="Which coordinates the file has, in words.")
    licence = LineField(max_length=300, help_text="The line that the licence asks for.")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    width = models.PositiveIntegerField(help_text="Of the drawing, in its own steps.")
    height = models.PositiveIntegerField()
    tolerance = models.PositiveIntegerField(help_text="Metres by which a line may be off.")

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [models.CheckConstraint(name="areas_boundary_file_has_a_licence", condition=~Q(licence=""))]

    def __str__(self) -> str:
        return self.name


class Shape(models.Model):
    """The shape of one area: as a path of the drawing, and as GeoJSON."""

    file = models.ForeignKey(BoundaryFile, on_delete=models.CASCADE, related_name="shapes")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="shapes")
    path = models.TextField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()
    geometry = models.JSONField(help_text="A GeoJSON geometry in longitude and latitude.")
    is_joined = models.BooleanField(default=False, help_text="Put together from the areas before it.")

    class Meta:
        ordering = ["file", "area"]
        constraints = [models.UniqueConstraint(fields=["file", "area"], name="areas_shape_once_per_file")]

    def __str__(self) -> str:
        return f"shape of {self.area_id}"
