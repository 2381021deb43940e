"""Changes whether mail leaves the site. The `mode` command checks whether everything is ready for it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.models import Mode, SiteMode
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting

SEND_TASK = "dueregard.foundation.mail.tasks.send_outgoing"


def set_mode(*, mode: str, by: Person | None, now: datetime, although: Sequence[str] = ()) -> SiteMode:
    """Put the site into "live" or "practice"; `although` names the checks that someone chose to skip."""
    with on_disk(), transaction.atomic():  # a power cut must not undo a "practice" that someone was told
        row, _ = SiteMode.objects.update_or_create(pk=1, defaults={"mode": Mode(mode), "since": now})
        record_act(by=by, did=f"set_mode_{row.mode}", on=row, at=now, details={"although": list(although)})
        if row.mode == Mode.LIVE:  # what was queued in an earlier live time waited for this
            enqueue_unless_waiting(SEND_TASK, run_after=now)
    forget_site_mode()
    return row
