"""The last day on which an answer can be fetched from a website: told or denied by a person, and done with.

The day that a message names is written when it is filed (file_email, clear_pen), from what rules/mail found in it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.rules.mail.verdict import MailKind

# Only these may hold an answer, or say where one lies.
LEADS_TO_AN_ANSWER = {MailKind.REPLY.value, MailKind.PORTAL_NOTICE.value}


class HasADay(Exception):
    """The message has a last day already; whoever thinks it wrong says so first."""


class NothingToCollect(Exception):
    """The message has no last day, or it was said before."""


def last_day_said(suggestions: Iterable[dict[str, Any]], *, kind: str) -> dict[str, Any]:
    """Return the first last day that the links of a message have, as fields of a reply; nothing where none has one."""
    if kind not in LEADS_TO_AN_ANSWER:
        return {}
    days = sorted((row["ends_on"], row.get("said", "")) for row in suggestions if row.get("ends_on"))
    if not days:
        return {}
    on, said = days[0]
    return {"collect_by": date.fromisoformat(on), "collect_because": f"The message says: \u201c{said}\u201d"[:300]}


def first_day_to_collect(case: Case) -> date | None:
    """Return the earliest last day of an answer of a case that nobody has fetched. Call with the case locked."""
    waiting = case.correspondence.filter(collect_by__isnull=False, collected_at=None)
    first: date | None = waiting.aggregate(first=Min("collect_by"))["first"]
    return first


def tell_last_day(*, reply: Correspondence, on: date, by: Person, now: datetime) -> None:
    """Write down the last day that a person found for a message without one. Raises: HasADay, NothingToCollect"""
    with transaction.atomic():
        reply = _locked(reply)
        if reply.direction != Direction.IN:
            raise NothingToCollect("This is a letter of ours.")
        if reply.collect_by:
            raise HasADay("This message has a last day already. If it is wrong, remove it first.")
        reply.collect_by, reply.collect_because = on, f"{by.name} recorded it."[:300]
        reply.collected_at = reply.collected_by = None
        _save(reply, "tell_last_day", by, now)


def deny_last_day(*, reply: Correspondence, by: Person, now: datetime) -> None:
    """Take away a last day that was read or told wrongly; the audit log keeps it. Raises: NothingToCollect"""
    with transaction.atomic():
        reply = _locked(reply)
        if reply.collect_by is None:
            raise NothingToCollect("This message has no last day.")
        was = reply.collect_by.isoformat()
        reply.collect_by, reply.collect_because = None, ""
        _save(reply, "deny_last_day", by, now, was=was)


def mark_collected(*, reply: Correspondence, by: Person, now: datetime) -> None:
    """Say that the answer has been fetched, or is not wanted any more. Raises: NothingToCollect"""
    with transaction.atomic():
        reply = _locked(reply)
        if reply.collect_by is None or reply.collected_at:
            raise NothingToCollect("A colleague has already done this.")
        reply.collected_at, reply.collected_by = now, by
        _save(reply, "mark_collected", by, now)


def mark_not_collected(*, reply: Correspondence, by: Person, now: datetime) -> None:
    """Take back that the answer has been fetched. Raises: NothingToCollect"""
    with transaction.atomic():
        reply = _locked(reply)
        if reply.collected_at is None:
            raise NothingToCollect("A colleague has already done this.")
        reply.collected_at = reply.collected_by = None
        _save(reply, "mark_not_collected", by, now)


def _locked(reply: Correspondence) -> Correspondence:
    Case.objects.select_for_update(of=("self",)).get(pk=reply.case_id)
    return Correspondence.objects.select_for_update(of=("self",)).get(pk=reply.pk)


def _save(reply: Correspondence, did: str, by: Person, now: datetime, **details: str) -> None:
    reply.save(update_fields=["collect_by", "collect_because", "collected_at", "collected_by"])
    Case.objects.filter(pk=reply.case_id).update(collect_by=first_day_to_collect(reply.case))
    record_act(by=by, did=did, on=reply, at=now, details=details)
