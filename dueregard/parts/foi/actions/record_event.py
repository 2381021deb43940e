"""Recording what happened in a case, and crossing out what was recorded by mistake.

Every event of a case is written here, whoever reported it: a person, a rule, or the mail server.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.file_documents import label_documents
from dueregard.parts.foi.actions.recompute import recompute
from dueregard.parts.foi.actions.tell_history import tell_history
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence
from dueregard.records.history.actions import withdraw_entry
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law
from dueregard.rules.law.sections import read_sections


class AlreadyRecorded(Exception):
    """This letter has already been recorded as this event."""


class AlreadyStruck(Exception):
    """The event has already been crossed out."""


class NotYet(Exception):
    """An event cannot be dated in the future."""


def record_event(
    *,
    case: Case,
    kind: EventKind,
    on: date,
    by: Person | None,
    now: datetime,
    correspondence: Correspondence | None = None,
    because: str = "",
    sections: tuple[str, ...] = (),
    until: date | None = None,
) -> CaseEvent:
    """Record an event of a case, dated by the UK calendar day the law counts from, and work out where the case stands.

    `by` is None when a rule or the mail server reported it; `because` then says how it knows. `sections` are kept in
    one form (rules/law/sections), with the words as they were typed beside them.
    Raises: AlreadyRecorded, NotYet
    """
    if on > timezone.localdate(now):
        raise NotYet("That day is in the future. Check the date.")
    details: dict[str, Any] = {}
    if any(each.strip() for each in sections):
        details |= _in_one_form(sections, Law(case.law))
    if until:
        details["until"] = until.isoformat()
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body", "campaign", "group").get(pk=case.pk)
        if correspondence and case.events.filter(correspondence=correspondence, kind=kind, struck_at=None).exists():
            raise AlreadyRecorded("This message has already been recorded as that.")
        event = CaseEvent.objects.create(
            case=case,
            kind=kind,
            on=on,
            recorded_at=now,
            recorded_by=by,
            correspondence=correspondence,
            because=because[:300],
            details=details,
        )
        recompute(case=case)
        tell_history(event=event, now=now)
        _tell_evidence(event)
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="record_event", on=case, at=now, details={"kind": kind.value, "on": on.isoformat()})
    return event


def strike_event(*, event: CaseEvent, by: Person, now: datetime) -> None:
    """Cross out an event that was recorded by mistake; it stays readable. Raises: AlreadyStruck"""
    with transaction.atomic():
        event = CaseEvent.objects.select_for_update().get(pk=event.pk)
        if event.struck_at:
            raise AlreadyStruck("That event has already been crossed out.")
        event.struck_at, event.struck_by = now, by
        event.save(update_fields=["struck_at", "struck_by"])
        case = Case.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=event.case_id)
        recompute(case=case)
        withdraw_entry(part="foi", subject=str(case.pk), source=f"event-{event.pk}")
        _tell_evidence(event)
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="strike_event", on=case, at=now, details={"kind": event.kind})


def _in_one_form(typed: tuple[str, ...], law: Law) -> dict[str, Any]:
    cited = dict.fromkeys(words for each in typed for words in read_sections(each, law).cited(law))
    as_typed = ", ".join(typed)
    kept: dict[str, Any] = {"sections": list(cited)}
    return kept if as_typed == ", ".join(cited) else {**kept, "as_typed": as_typed}


def _tell_evidence(event: CaseEvent) -> None:
    """Let the files of a reply be found by the sections it refused under."""
    if event.correspondence and event.details.get("sections"):
        label_documents(message=event.correspondence)
