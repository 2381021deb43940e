"""What a group put of its documents into a network."""

from __future__ import annotations

from django.db import models

from dueregard.records.evidence.models.document import Document
from dueregard.records.groups.models import PutIn


class NetworkDocument(PutIn):
    """A document that its group put into a network."""

    thing = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="put_into")

    class Meta(PutIn.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.thing} in {self.network}"
