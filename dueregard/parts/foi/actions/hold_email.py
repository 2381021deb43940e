"""Putting an e-mail into the holding pen, with everything a person needs to clear it at a glance.

Which group may see it follows from the guesses; see HeldEmail.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.mark_email import mark_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.models import Case, HeldEmail
from dueregard.records.groups.models import Group
from dueregard.rules.arrival import came_at
from dueregard.rules.mail_shapes import ReadMail
from dueregard.rules.mail_verdict import Hold, Verdict

if TYPE_CHECKING:
    from dueregard.parts.foi.actions.file_email import KeptFile

MOST_GUESSES = 8


def hold_email(
    *,
    email: StoredEmail,
    mail: ReadMail,
    verdict: Verdict | None,
    files: "Sequence[KeptFile]",
    trouble: str,
    now: datetime,
) -> None:
    """Hold an e-mail for a person. `verdict` is None when it could not be read, and `trouble` then says why."""
    hold = verdict.filing if verdict and isinstance(verdict.filing, Hold) else Hold((), ())
    guesses = hold.guesses[:MOST_GUESSES]
    reasons = list(hold.reasons) or [f"This e-mail could not be read: {trouble}"]
    with transaction.atomic():
        locked = (
            StoredEmail.objects.select_for_update(of=("self",))
            .filter(pk=email.pk, state=StoredEmail.State.WAITING)
            .first()
        )
        if locked is None:
            return
        held = HeldEmail.objects.create(
            email=locked,
            at=came_at(
                stored_at=locked.received_at,
                sent_at=mail.sent_at,
                is_from_a_file=locked.arrived_by == StoredEmail.Arrival.UPLOAD,
            ),
            kind=verdict.kind.value if verdict else "",
            sender=mail.sender.address[:320] or locked.envelope_from,
            subject=mail.subject[:998],
            text=mail.text,
            html=mail.safe_html,
            notes=list(mail.notes),
            reasons=reasons + (list(verdict.kind_reasons) if verdict else []),
            guesses=[asdict(guess) for guess in guesses],
            files=[asdict(kept) for kept in files],
        )
        held.groups.set(_who_may_see([guess.case_id for guess in guesses], locked.group_hint))
        mark_email(
            email=locked,
            state=StoredEmail.State.HELD,
            now=now,
            trouble=trouble,
            read=(mail.message_id, mail.sender.address, mail.subject),
        )
        record_act(by=None, did="hold_email", on=locked, at=now, details={"guesses": len(guesses)})


def _who_may_see(cases: Sequence[str], group_hint: UUID | None) -> list[Group]:
    groups = list(Group.objects.filter(cases__in=Case.objects.filter(pk__in=cases)).distinct()[:2])
    if groups:
        return groups if len(groups) == 1 else []
    if group_hint:
        return list(Group.objects.filter(pk=group_hint))
    every = list(Group.objects.all()[:2])
    return every if len(every) == 1 else []
