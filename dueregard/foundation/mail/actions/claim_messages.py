"""Gives due messages to one sender, never to two, and to each receiving mail system no faster than the site's pace.

`hand_over_message` hands them to the mail server.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.actions.heed_journal import settle_left_before
from dueregard.foundation.mail.models import MailSystem, Mode, OutgoingMessage
from dueregard.foundation.mail.queries import site_clock_now
from dueregard.foundation.work.gateways.process import this_boot

State = OutgoingMessage.State
LEASE = timedelta(minutes=2)  # to begin; handing over has its own longer one


def claim_messages(*, worker: str, now: datetime, limit: int) -> list[OutgoingMessage]:
    """Claim up to `limit` messages for this sender; none in practice mode or while mail is held.

    Attempts are counted here. The claims are on the disk when this returns. Later steps survive a killed process, but
    perhaps not a power cut; so after a power cut the sweep treats whatever was claimed as unsure.
    """
    clock = site_clock_now()
    if clock.mode != Mode.LIVE or clock.is_held:
        return []
    boot = this_boot()
    with on_disk(), transaction.atomic():
        claimed = _paced(now, limit) if settings.MAIL_PER_MINUTE else list(_due(now)[:limit])
        OutgoingMessage.objects.filter(pk__in=[message.pk for message in claimed]).update(
            state=State.CLAIMED,
            state_at=now,
            worker=worker,
            boot=boot,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
        )
    for message in claimed:
        message.state, message.worker, message.attempts = State.CLAIMED, worker, message.attempts + 1
    return settle_left_before(claimed, now=now)


def _due(now: datetime) -> QuerySet[OutgoingMessage]:
    due = OutgoingMessage.objects.filter(state=State.WAITING, mode=Mode.LIVE, not_before__lte=now)
    return due.order_by("not_before", "created_at").select_for_update(skip_locked=True)


def _paced(now: datetime, limit: int) -> list[OutgoingMessage]:
    """Take one message for each mail system that is ready for one, and say when it may get the next."""
    resting = MailSystem.objects.filter(next_at__gt=now).values("name")
    waiting = OutgoingMessage.objects.filter(state=State.WAITING, mode=Mode.LIVE, not_before__lte=now)
    waiting = waiting.exclude(mail_system="").exclude(mail_system__in=resting)
    gap = timedelta(minutes=1) / settings.MAIL_PER_MINUTE
    claimed = []
    for name in waiting.order_by("mail_system").values_list("mail_system", flat=True).distinct()[:limit]:
        MailSystem.objects.get_or_create(name=name, defaults={"next_at": now})
        if MailSystem.objects.filter(name=name, next_at__lte=now).update(next_at=now + gap):
            claimed += list(_due(now).filter(mail_system=name)[:1])
    return claimed
