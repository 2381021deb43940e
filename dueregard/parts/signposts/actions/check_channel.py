"""Writes down that somebody tried a channel. What that means for readers is decided in rules/help/signposts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.models import PackText
from dueregard.parts.signposts.models import ChannelCheck
from dueregard.rules.help.signposts import channel_of


class NoSuchChannel(Exception):
    """The contact has no such channel, or no longer: somebody corrected it in the meantime."""


def check_channel(
    *, contact: PackText, channel: str, works: bool, note: str, by: Person, now: datetime
) -> ChannelCheck:
    """Record a try made today (UK calendar date). Raises: NoSuchChannel"""
    known = {channel_of(table).key for table in contact.meta["channels"]}
    if channel not in known:
        raise NoSuchChannel(channel)
    with transaction.atomic():
        check = ChannelCheck.objects.create(
            contact=contact.reference,
            channel=channel,
            checked_on=timezone.localdate(now),
            works=works,
            note=note,
            by=by,
            at=now,
        )
        record_act(by=by, did="check_channel", on=check, at=now, details={"works": works})
    return check
