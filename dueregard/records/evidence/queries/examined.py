"""Says whether stored files are as they were, for `dueregard doctor`."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from dueregard.records.evidence.models import Document, Fixity
from dueregard.rules.wiring.examined import Remark, Tone, counted

LONG = timedelta(days=60)


def examined(now: datetime) -> tuple[Remark, ...]:
    """Count the damaged files, and say how long ago the longest unread one was compared with its hash."""
    found = Document.objects.aggregate(
        all=Count("pk"), damaged=Count("pk", filter=~Q(fixity=Fixity.KEPT)), oldest=Min("checked_at")
    )
    if found["damaged"]:
        words = f"{counted(found['damaged'], 'stored file is', 'stored files are')} damaged or missing."
        return (
            Remark("stored files", Tone.WRONG, words, "Restore them from a back-up; Documents on the desk names them."),
        )
    if found["oldest"] and now - found["oldest"] > LONG:
        words = f"Some stored files were last compared with their hashes on {found['oldest']:%-d %B %Y}."
        return (
            Remark("stored files", Tone.LOOK, words, "Raise DUEREGARD_FIXITY_GIB, so that more is read each night."),
        )
    if not found["all"]:
        return ()
    return (
        Remark("stored files", Tone.FINE, f"{counted(found['all'], 'stored file', 'stored files')}, none damaged."),
    )
