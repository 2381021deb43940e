"""Sets up a group's sealed inbox under its offline key, opens and closes it, and takes the signed list of files.

Who reads it is `take_manifest`. The root key of an inbox never changes.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.gateways.signatures import is_key, is_signed
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.configuration import hash_list, new_config
from dueregard.parts.submissions.queries.who_reads import list_in_force
from dueregard.records.groups.models import Group
from dueregard.rules.sealed.manifest import RELEASE_SIGNED_AS


class NoKey(ValueError):
    """This is no Ed25519 verification key in hexadecimal."""


class AlreadySetUp(Exception):
    """The group has an inbox, or another has this key."""


class NobodyReads(Exception):
    """No list of keyholders is in force, so nothing could be sealed."""


class NotSigned(Exception):
    """The signature is not the group's over what is delivered now."""


def set_up_inbox(*, group: Group, root: str, days: int, by: Person | None, now: datetime) -> Inbox:
    """Set up an inbox; it stays closed until somebody opens it. Raises: NoKey, AlreadySetUp

    `root` is the verification half of the group's offline key; `days` is how long a thread is kept at least.
    """
    if not is_key(root):
        raise NoKey
    try:
        with transaction.atomic():
            config = new_config(group, root=root, days=days)
            inbox = Inbox.objects.create(group=group, root=root, config=config, opened_on=day_of(now))
            record_act(by=by, did="set_up_sealed_inbox", on=inbox, at=now)
    except IntegrityError as clash:
        raise AlreadySetUp from clash
    return inbox


def configure_inbox(*, inbox: Inbox, days: int, by: Person | None, now: datetime) -> None:
    """Write the configuration anew, from the settings as they are now. The list of files must be signed anew then."""
    with transaction.atomic():
        inbox.config = new_config(inbox.group, root=inbox.root, days=days)
        inbox.save(update_fields=["config"])
        record_act(by=by, did="configure_sealed_inbox", on=inbox, at=now, details={"days": days})


def open_inbox(*, inbox: Inbox, by: Person | None, now: datetime) -> None:
    """Let people send. Raises: NobodyReads"""
    if list_in_force(inbox) is None:
        raise NobodyReads
    _set_open(inbox, True, by, now)


def close_inbox(*, inbox: Inbox, by: Person | None, now: datetime) -> None:
    """Let nobody send any more. Who has a code can still read, and delete."""
    _set_open(inbox, False, by, now)


def take_release_signature(*, inbox: Inbox, signature: str, by: Person | None, now: datetime) -> None:
    """Publish the list of delivered files with the group's signature. Raises: NotSigned"""
    hashes = hash_list(inbox)
    if not is_signed(RELEASE_SIGNED_AS + hashes.encode(), signature=signature, key=inbox.root):
        raise NotSigned
    with transaction.atomic():
        inbox.hashes, inbox.hashes_signature = hashes, signature
        inbox.save(update_fields=["hashes", "hashes_signature"])
        record_act(by=by, did="sign_sealed_release", on=inbox, at=now)


def _set_open(inbox: Inbox, is_open: bool, by: Person | None, now: datetime) -> None:
    with transaction.atomic():
        inbox.is_open = is_open
        inbox.save(update_fields=["is_open"])
        record_act(by=by, did="open_sealed_inbox" if is_open else "close_sealed_inbox", on=inbox, at=now)
