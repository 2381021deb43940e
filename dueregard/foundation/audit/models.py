"""Who did what, on which record, when. Rows are only ever added; nothing here holds what a message said."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from dueregard.foundation.lines.models import LineField


class ActsAreKept(TypeError):
    """An act that was recorded is neither changed nor removed."""


class Acts(models.QuerySet["Act"]):
    """Acts can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: ActsAreKept"""
        raise ActsAreKept

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: ActsAreKept"""
        raise ActsAreKept

    def delete(self) -> NoReturn:
        """Refuse. Raises: ActsAreKept"""
        raise ActsAreKept


class Act(models.Model):
    """One act of one person, or of the site itself (`by` is empty)."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts")
    did = LineField(max_length=80)
    on_kind = LineField(max_length=80)
    on_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict, blank=True)

    objects = Acts.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["on_kind", "on_id", "at"], name="act_on_record"),
            models.Index(fields=["did", "-at"], name="act_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.did} on {self.on_kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the act; an act that is there already stays as it is. Raises: ActsAreKept"""
        if not self._state.adding:
            raise ActsAreKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse. Raises: ActsAreKept"""
        raise ActsAreKept
