"""What a group put of its demands into a network."""

from __future__ import annotations

from django.db import models

from dueregard.parts.tracker.models.demand import Demand
from dueregard.records.groups.models import PutIn


class NetworkDemand(PutIn):
    """A demand that its group put into a network."""

    thing = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="put_into")

    class Meta(PutIn.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.thing} in {self.network}"
