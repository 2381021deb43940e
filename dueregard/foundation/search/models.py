"""What has changed and is not yet in the index. The index itself is derived and lies in files."""

from __future__ import annotations

from django.db import models


class Changed(models.Model):
    """A row of another app that must be read into the index again: its kind and its key.

    Rows are only added and taken away, never changed, and the same thing may stand here twice: so writers never wait
    for one another, and a change that comes while the one before is being read is not lost.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
