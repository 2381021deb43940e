"""A person says what a reply is; the resulting events are recorded in one go.

What the wording suggests was worked out when the reply was filed; the person can follow it or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.record_event import record_event, strike_event
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.rules.casework.events import EventKind
from dueregard.rules.text.joining import Seen, Shape


class AlreadySorted(Exception):
    """Someone has sorted this reply since the page was opened."""


REFERENCE = Shape({"their_reference": "their reference"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a reply says. One reply may be part answer, part extension, part refusal."""

    kind: EventKind
    on: date
    sections: tuple[str, ...] = ()
    until: date | None = None


def stored_reference(case: Case) -> dict[str, str]:
    """Return the reference of theirs that is kept with the case."""
    return {"their_reference": case.their_reference}


def sort_reply(
    *,
    reply: Correspondence,
    meanings: Sequence[Meaning],
    their_reference: str,
    seen: Seen,
    by: Person,
    now: datetime,
) -> Correspondence:
    """Record what a reply means, and mark it as sorted; no meaning at all is allowed ("nothing changes").

    The case has one reference of theirs; `seen` is what the person knew of it.
    Raises: ChangedMeanwhile, AlreadySorted, NotYet, AlreadyRecorded
    """
    with transaction.atomic():
        reply = Correspondence.objects.select_for_update().get(pk=reply.pk)
        if reply.is_sorted:
            raise AlreadySorted("A colleague has already sorted this reply. See what they recorded below.")
        reply.is_sorted = True
        reply.save(update_fields=["is_sorted"])
        case = Case.objects.select_for_update().get(pk=reply.case_id)
        case.unsorted = case.correspondence.filter(is_sorted=False).count()
        wanted = {"their_reference": their_reference or case.their_reference}
        edit = join_edit(stored=stored_reference(case), wanted=wanted, seen=seen, shape=REFERENCE)
        case.their_reference = edit.values["their_reference"]
        case.save(update_fields=["unsorted", "their_reference"])
        for meaning in meanings:
            record_event(
                case=case,
                kind=meaning.kind,
                on=meaning.on,
                by=by,
                now=now,
                correspondence=reply,
                sections=meaning.sections,
                until=meaning.until,
            )
        if EventKind.UNDELIVERED not in {meaning.kind for meaning in meanings}:
            _settle_doubt(reply, by, now)
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="sort_reply", on=reply, at=now, details={"kinds": [m.kind.value for m in meanings]})
    return reply


def _settle_doubt(reply: Correspondence, by: Person, now: datetime) -> None:
    """Strike out that our letter may not have arrived, once a person has read the message that said so."""
    for event in reply.case_events.filter(kind=EventKind.ARRIVAL_DOUBTED, struck_at=None):
        strike_event(event=event, by=by, now=now)
