"""Changes whether mail leaves the site. The `mode` command checks whether everything is ready for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.example.models import Example
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.actions.heed_journal import open_journal
from dueregard.foundation.mail.models import Mode, SiteMode
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting

SEND_TASK = "dueregard.foundation.mail.tasks.send_outgoing"


class ExampleIsHere(Exception):
    """The invented county is on this site: nobody may take it for real."""


def set_mode(*, mode: str, by: Person | None, now: datetime, although: Sequence[str] = ()) -> SiteMode:
    """Put the site into "live" or "practice"; `although` names the checks that someone chose to skip.

    A live site's clock is the real one. What was practised, `end_practice` deals with first. Raises: ExampleIsHere
    """
    with on_disk(), transaction.atomic():  # a power cut must not undo a "practice" that someone was told
        if mode == Mode.LIVE and Example.objects.exists():
            raise ExampleIsHere
        clock = {"ahead": timedelta(0), "goes_from_on": None, "goes_to_on": None} if mode == Mode.LIVE else {}
        row, _ = SiteMode.objects.update_or_create(pk=1, defaults={"mode": Mode(mode), "since": now, **clock})
        record_act(by=by, did=f"set_mode_{row.mode}", on=row, at=now, details={"although": list(although)})
        if row.mode == Mode.LIVE:
            open_journal(now=now)  # what was queued in an earlier live time waited for this
            enqueue_unless_waiting(SEND_TASK, run_after=now)
    forget_site_mode()
    return row
