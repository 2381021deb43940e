"""Ends what was only practised when the site goes live: those requests are closed, and none of them stays public.

Nobody ever received them, so nobody is late with an answer; and an invented answer must not be read as a real one.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.records.history.actions import hide_entries
from dueregard.rules.casework.events import EventKind, Phase

WHY = "Practice has ended: the request never left this site, and its replies were invented here."


def close_practised(*, now: datetime) -> str:
    """Close every request that only ever went to the mailroom, on the site's own date. Returns a sentence on them.

    Safe to run twice and to be killed. In a case that has had a real letter nothing is changed.
    """
    sent = Correspondence.objects.filter(outgoing__state=OutgoingMessage.State.SENT)
    practised = Case.objects.filter(pk__in=sent.filter(outgoing__mode=Mode.PRACTICE).values("case"))
    practised = practised.exclude(pk__in=sent.filter(outgoing__mode=Mode.LIVE).values("case"))
    closed = 0
    for case in practised.exclude(phase=Phase.CLOSED, is_public=False, publish_on=None).order_by("pk"):
        _end(case, now)
        closed += 1
    if not closed:
        return ""
    what = "1 request that was only practised is" if closed == 1 else f"{closed} requests that were only practised are"
    return f"{what} closed and private now. To ask for real, start a new campaign."


def _end(case: Case, now: datetime) -> None:
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        case.publish_on, case.publish_planned_by = None, None
        if case.is_public:
            case.is_public, case.published_at, case.published_by = False, None, None
            hide_entries(part="foi", subject=str(case.pk))
            mark_changed(kind="case", keys=[str(case.pk)])
        case.save(update_fields=["publish_on", "publish_planned_by", "is_public", "published_at", "published_by"])
        if case.phase != Phase.CLOSED:
            record_event(case=case, kind=EventKind.CLOSED, on=localdate(now), by=None, now=now, because=WHY)
        record_act(by=None, did="end_practice_of_case", on=case, at=now)
