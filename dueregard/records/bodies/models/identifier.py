"""Other organisations' codes for a body, used to match the official files.

One code belongs to one body; a body may have several of a scheme, such as the GSS codes before and after 2025.
"""

from django.db import models
from django.db.models import Q

from dueregard.foundation.lines.models import LineField
from dueregard.records.bodies.models.body import Body


class Scheme(models.TextChoices):
    """Whose code it is."""

    GSS = "gss", "GSS code (Office for National Statistics)"
    URN = "urn", "URN (schools in England)"
    UKPRN = "ukprn", "UKPRN (learning providers)"
    ODS = "ods", "ODS code (NHS)"
    WDTK = "wdtk", "WhatDoTheyKnow number"
    HESA = "hesa", "HESA code (higher education)"
    SCHOOL_WALES = "school_wales", "School number (Wales)"
    COLLEGE_2018 = "college_2018", "Number in the college list of 2018"
    POLICE = "police", "data.police.uk name"
    OWN = "own", "Name in the starter register"


class Identifier(models.Model):
    """One code of one scheme."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=12, choices=Scheme)
    value = LineField(max_length=80)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="bodies_identifier_of_one_body"),
            models.CheckConstraint(name="bodies_identifier_scheme_known", condition=Q(scheme__in=Scheme.values)),
            models.CheckConstraint(name="bodies_identifier_has_a_value", condition=~Q(value="")),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
