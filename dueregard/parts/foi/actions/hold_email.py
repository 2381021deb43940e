"""Putting an e-mail into the holding pen, with everything a person needs to deal with it at a glance.

Which group may see it follows from the guesses; see HeldEmail.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.mark_email import mark_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.actions.keep_files import KeptFile, notes_of
from dueregard.parts.foi.models import Case, Correspondence, HeldEmail
from dueregard.records.groups.models import Group
from dueregard.rules.mail.portal_links import last_day_of
from dueregard.rules.mail.verdict import Hold, Verdict
from dueregard.rules.mime.arrival import came_at
from dueregard.rules.mime.return_path import EMPTY
from dueregard.rules.mime.shapes import ReadMail

MOST_GUESSES = 8
NOT_CLEARED: dict[str, Any] = {"cleared_at": None, "cleared_by": None, "cleared_because": ""}


def hold_email(
    *,
    email: StoredEmail,
    mail: ReadMail,
    verdict: Verdict | None,
    files: Sequence[KeptFile],
    trouble: str,
    now: datetime,
) -> None:
    """Hold an e-mail for a person. `verdict` is None when it could not be read, and `trouble` then says why."""
    hold = verdict.filing if verdict and isinstance(verdict.filing, Hold) else Hold((), ())
    guesses = hold.guesses[:MOST_GUESSES]
    reasons = list(hold.reasons) or [f"This e-mail could not be read: {trouble}"]
    with transaction.atomic():
        locked = to_be_sorted().select_for_update(of=("self",)).filter(pk=email.pk).first()
        if locked is None:
            return
        read = (mail.message_id, mail.sender.address, mail.subject)
        if where := _came_before(locked, [guess.case_id for guess in hold.guesses]):
            mark_email(email=locked, state=StoredEmail.State.SETTLED, now=now, trouble=where, read=read)
            return
        at = came_at(
            stored_at=locked.received_at,
            sent_at=mail.sent_at,
            is_from_a_file=locked.arrived_by == StoredEmail.Arrival.UPLOAD,
        )
        held, _ = HeldEmail.objects.update_or_create(
            email=locked,
            defaults={
                "at": at,
                "kind": verdict.kind.value if verdict else "",
                "sender": mail.sender.address[:320] or locked.envelope_from.removeprefix(EMPTY),
                "subject": mail.subject[:998],
                "text": mail.text,
                "html": mail.safe_html,
                "notes": notes_of(mail),
                "reasons": reasons + (list(verdict.kind_reasons) if verdict else []),
                "guesses": [asdict(guess) for guess in guesses],
                "suggestions": suggestions_of(verdict, timezone.localdate(at)) if verdict else [],
                "files": [asdict(kept) for kept in files],
                **NOT_CLEARED,
            },
        )
        held.groups.set(_who_may_see([guess.case_id for guess in hold.guesses], locked.group_hint))
        mark_email(email=locked, state=StoredEmail.State.HELD, now=now, trouble=trouble, read=read)
        record_act(by=None, did="hold_email", on=locked, at=now, details={"guesses": len(guesses)})


def to_be_sorted() -> QuerySet[StoredEmail]:
    """Return the e-mails that wait to be read, and those that mail gave up on and that are not in the pen yet."""
    given_up = Q(state=StoredEmail.State.HELD) & (Q(held=None) | Q(held__cleared_at__isnull=False))
    return StoredEmail.objects.filter(Q(state=StoredEmail.State.WAITING) | given_up)


def suggestions_of(verdict: Verdict, came_on: date) -> list[dict[str, Any]]:
    """Return what an e-mail's wording suggests, and the links in it with their last day, as they are stored."""
    rows: list[dict[str, Any]] = [
        {
            "kind": suggested.kind.value,
            "passage": suggested.passage,
            "reason": suggested.reason,
            "is_certain": suggested.is_certain,
            "until": suggested.on.isoformat() if suggested.on else "",
            "sections": list(suggested.sections),
        }
        for suggested in verdict.suggested_events
    ]
    for link in verdict.links:
        ends_on = last_day_of(link, came_on)
        row = {"link": link.url, "product": link.product}
        rows.append({**row, "ends_on": ends_on.isoformat(), "said": link.said} if ends_on else row)
    return rows


def _came_before(email: StoredEmail, guessed: Sequence[str]) -> str:
    """Say where the copy that came by another route went, unless this one points to another case."""
    # Every copy locks the first with its content, so that two read at once do not miss each other.
    StoredEmail.objects.select_for_update(of=("self",)).get(pk=email.same_as_id or email.pk)
    others = StoredEmail.objects.filter(content_key=email.content_key).exclude(pk=email.pk)
    for held in HeldEmail.objects.filter(email__in=others):
        known = {guess["case_id"] for guess in held.guesses}
        if known.issuperset(guessed):
            return "We already have this e-mail: it is in the holding pen, or has been dealt with there."
    filed = {str(case) for case in Correspondence.objects.filter(email__in=others).values_list("case_id", flat=True)}
    return "We already have this e-mail, and it is filed." if filed and filed.issuperset(guessed) else ""


def _who_may_see(cases: Sequence[str], group_hint: UUID | None) -> list[Group]:
    groups = list(Group.objects.filter(cases__in=Case.objects.filter(pk__in=cases)).distinct()[:2])
    if groups:
        return groups if len(groups) == 1 else []
    if group_hint:
        return list(Group.objects.filter(pk=group_hint))
    every = list(Group.objects.all()[:2])
    return every if len(every) == 1 else []
