"""Which areas a postcode sector (such as LS1 4) lies in, from an imported table. What people typed is never here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField


class PostcodeFile(models.Model):
    """An imported table; its rows replace those of the one before."""

    name = LineField(max_length=200)
    sha256 = models.CharField(max_length=64)
    licence = LineField(max_length=400, help_text="The line that the licence asks for.")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [models.CheckConstraint(name="areas_postcode_file_has_a_licence", condition=~Q(licence=""))]

    def __str__(self) -> str:
        return self.name


class PostcodeSector(models.Model):
    """One sector in one area, by the area's code as the table has it."""

    file = models.ForeignKey(PostcodeFile, on_delete=models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=6)
    code = models.CharField(max_length=9)
    share = models.FloatField(help_text="Of its postcodes, from 0 to 1.")

    class Meta:
        ordering = ["sector", "-share", "code"]
        constraints = [
            models.UniqueConstraint(fields=["sector", "code"], name="areas_sector_once_per_code"),
            models.CheckConstraint(name="areas_sector_share_is_a_share", condition=Q(share__gt=0, share__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.sector} in {self.code}"
