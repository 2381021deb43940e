"""The one row that says whether the invented county is on this site, and what it takes to remove it whole.

Which rows belong to it is worked out in `queries/rows`; what is in them, each app knows.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField


class Example(models.Model):
    """The one row (number 1) of the invented county. Absent: it is not here.

    `before` and `changed` hold compressed JSON. While the county is being made, `before` says which rows the site had.
    Once it is there, or the load was cut short, `made` names its rows and `changed` the older ones that it changed.
    """

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", "about to be made"
        MAKING = "making", "being made"
        THERE = "there", "there"
        BROKEN = "broken", "not finished"

    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    done = models.PositiveIntegerField(default=0)  # pieces made
    total = models.PositiveIntegerField(default=0)
    words = LineField(max_length=120, blank=True)  # the piece that is being made
    trouble = LineField(max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # when a piece was last begun or finished
    before = models.BinaryField(default=bytes)
    made = models.BinaryField(default=bytes)
    changed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="example_is_one_row")]

    def __str__(self) -> str:
        return f"example: {self.state}"
