"""Brings a signed list of keyholders into force. Whoever brings it: only the group's offline key can have signed it."""

import json
from datetime import datetime

from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.gateways.signatures import is_signed
from dueregard.parts.submissions.models import Inbox, KeyList
from dueregard.parts.submissions.queries.who_reads import list_in_force
from dueregard.rules.sealed.manifest import SIGNED_AS, ManifestRefused, Refusal, check_follows, read_manifest


class NotTheGroups(Exception):
    """The list does not bear the signature of the group's offline key. Not even an administrator can add it."""


def take_manifest(*, inbox: Inbox, signed: str, by: Person | None, now: datetime) -> KeyList:
    """Bring a list into force: `signed` is the content of `manifest.json`. Raises: NotTheGroups, ManifestRefused"""
    text, signature = _pieces(signed)
    if not is_signed(SIGNED_AS + text.encode(), signature=signature, key=inbox.root):
        raise NotTheGroups
    manifest = read_manifest(text, root=inbox.root)
    today = day_of(now)
    try:
        with transaction.atomic():
            check_follows(manifest, list_in_force(inbox), today=today)
            row = KeyList.objects.create(inbox=inbox, number=manifest.number, text=text, signature=signature, day=today)
            record_act(by=by, did="take_key_list", on=inbox, at=now, details={"number": manifest.number})
    except IntegrityError as clash:  # a colleague was quicker
        raise ManifestRefused(Refusal.NUMBER) from clash
    return row


def _pieces(signed: str) -> tuple[str, str]:
    try:
        said = json.loads(signed)
    except (ValueError, RecursionError):
        raise ManifestRefused(Refusal.SHAPE) from None
    text, signature = (said.get("manifest"), said.get("signature")) if isinstance(said, dict) else (None, None)
    if not isinstance(text, str) or not isinstance(signature, str):
        raise ManifestRefused(Refusal.SHAPE)
    return text, signature
