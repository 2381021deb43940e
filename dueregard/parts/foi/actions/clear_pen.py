"""Clearing the holding pen: a person files a held e-mail, in one case or in several that it answers, sets it aside
with a reason, or has it read again.

Nothing is erased. An e-mail that is read again is then handled like any other.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.enqueue_stored_email import give_out_again
from dueregard.foundation.mail.actions.mark_email import mark_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.file_by_hand import Filing, file_by_hand, in_one_order
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail


class AlreadyCleared(Exception):
    """A colleague cleared this e-mail while the page was open."""


class NoCase(Exception):
    """No case was chosen."""


class NoReason(Exception):
    """Setting an e-mail aside needs a reason, for anyone who looks for it later."""


class WasRead(Exception):
    """Only an e-mail that could not be read is read again; any other would give the same result."""


def file_held(*, held: HeldEmail, cases: Sequence[Case], by: Person, now: datetime) -> list[Correspondence]:
    """File a held e-mail to the cases it answers; it is sorted in each. Raises: AlreadyCleared, NoCase"""
    if not cases:
        raise NoCase("Choose a case first.")
    with transaction.atomic():
        held = _open(held)
        filing = Filing(
            email=held.email,
            at=held.at,
            subject=held.subject,
            text=held.text,
            html=held.html,
            sender=held.sender,
            kind=held.kind,
            suggestions=held.suggestions,
            notes=held.notes,
            files=held.files,
            reasons=[f"{by.name} filed it here from the holding pen."],
        )
        replies = [file_by_hand(filing=filing, case=case, by=by, now=now) for case in in_one_order(cases)]
        where = "Filed to a case." if len(replies) == 1 else f"Filed to {len(replies)} cases."
        _clear(held, StoredEmail.State.FILED, by, now, where)
        for reply in replies:
            record_act(by=by, did="file_held", on=reply, at=now)
    return replies


def set_aside(*, held: HeldEmail, because: str, by: Person, now: datetime) -> None:
    """Set a held e-mail aside: it leaves the pen but is kept. Raises: AlreadyCleared, NoReason"""
    if not because.strip():
        raise NoReason("Say briefly why it does not belong to a case, for example: advertising.")
    with transaction.atomic():
        held = _open(held)
        _clear(held, StoredEmail.State.SET_ASIDE, by, now, because.strip())
        record_act(by=by, did="set_aside", on=held.email, at=now)


def bring_back(*, held: HeldEmail, by: Person, now: datetime) -> None:
    """Bring an e-mail that was set aside back into the pen. Raises: AlreadyCleared (it was filed instead)"""
    with transaction.atomic():
        held = HeldEmail.objects.select_for_update(of=("self",)).select_related("email").get(pk=held.pk)
        if held.email.state != StoredEmail.State.SET_ASIDE:
            raise AlreadyCleared("This e-mail was not set aside.")
        held.cleared_at, held.cleared_by, held.cleared_because = None, None, ""
        held.save(update_fields=["cleared_at", "cleared_by", "cleared_because"])
        mark_email(email=held.email, state=StoredEmail.State.HELD, now=now, trouble=held.email.trouble)
        record_act(by=by, did="bring_back", on=held.email, at=now)


def read_again(*, held: HeldEmail, by: Person, now: datetime) -> None:
    """Try again to read an e-mail that could not be read: it leaves the pen, and comes back if that fails.

    Raises: AlreadyCleared, WasRead
    """
    with transaction.atomic():
        held = _open(held)
        if not held.email.trouble:
            raise WasRead("This e-mail has been read. Reading it again would show nothing new.")
        _clear(held, StoredEmail.State.WAITING, by, now, "It is being read again.")
        give_out_again(email=held.email, now=now)
        record_act(by=by, did="read_again", on=held.email, at=now)


def _open(held: HeldEmail) -> HeldEmail:
    held = HeldEmail.objects.select_for_update(of=("self",)).select_related("email").get(pk=held.pk)
    if held.cleared_at:
        raise AlreadyCleared("A colleague has already dealt with this e-mail.")
    return held


def _clear(held: HeldEmail, state: StoredEmail.State, by: Person, now: datetime, because: str) -> None:
    held.cleared_at, held.cleared_by, held.cleared_because = now, by, because[:300]
    held.save(update_fields=["cleared_at", "cleared_by", "cleared_because"])
    mark_email(email=held.email, state=state, now=now, trouble=held.email.trouble)
