"""Who did what, on which record, when. Rows are only ever added; nothing here holds what a message said."""

from django.conf import settings
from django.db import models


class Act(models.Model):
    """One act of one person, or of the site itself (`by` is empty)."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts")
    did = models.CharField(max_length=80)
    on_kind = models.CharField(max_length=80)
    on_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["on_kind", "on_id", "at"], name="act_on_record")]
