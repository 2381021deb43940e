"""Takes prints of earlier editions from the shelf, once whoever was sent their address has had time to fetch them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.parts.guide.gateways import shelf
from dueregard.parts.guide.models import PrintFile
from dueregard.parts.guide.queries.printing import printable_sections
from dueregard.parts.guide.queries.sections import edition_of

KEPT_FOR = timedelta(days=30)  # after the newest edition was wholly made


def drop_old_prints(*, now: datetime) -> int:
    """Remove the prints of every edition but the present one, 30 days after that was made. Returns how many went.

    While the present edition is not wholly there, earlier ones stay: an old print is better than none.
    """
    sections = printable_sections()
    if not sections:
        return 0
    present = PrintFile.objects.filter(edition=edition_of(sections))
    made = list(present.values_list("made_at", flat=True))
    if len(made) < len(PrintFile.Form) or not all(at and at <= now - KEPT_FOR for at in made):
        return 0
    dropped = 0
    for row in PrintFile.objects.exclude(edition=edition_of(sections)):
        with transaction.atomic():
            digest = row.sha256
            record_act(by=None, did="drop_print", on=row, at=now, details={"form": row.form, "edition": row.edition})
            row.delete()
        if digest and not PrintFile.objects.filter(sha256=digest).exists():
            shelf.remove(digest)
        dropped += 1
    return dropped
