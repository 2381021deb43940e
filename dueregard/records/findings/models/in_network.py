"""What a group put of its claims into a network."""

from __future__ import annotations

from django.db import models

from dueregard.records.findings.models.answer import Finding
from dueregard.records.groups.models import PutIn


class NetworkClaim(PutIn):
    """A claim that its group put into a network."""

    thing = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="put_into")

    class Meta(PutIn.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.thing} in {self.network}"
