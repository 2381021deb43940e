"""Recording in the case what happened to a letter: sent, or refused by a mail server.

Runs after the outbox has moved and again in a sweep; a letter is settled only once.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.rules.casework.events import EventKind

# What sending means for the case. An e-mail is received on the day their server accepts it: the day it was sent.
SENT_MEANS = {
    Step.REQUEST: EventKind.REQUEST_RECEIVED,
    Step.REMINDER: EventKind.REMINDED,
    Step.REVIEW_REMINDER: EventKind.REMINDED,
    Step.CLARIFICATION: EventKind.CLARIFICATION_GIVEN,
    Step.REVIEW: EventKind.REVIEW_ASKED,
    Step.COMPLAINT: EventKind.COMPLAINED,
}
ENDED = Q(outgoing__state__in=[OutgoingMessage.State.SENT, OutgoingMessage.State.FAILED])
BATCH = 200
_ENDED_IN = Asked(
    lambda case: (
        Correspondence.objects.filter(ENDED, case=case, direction=Direction.OUT, settled_at=None)
        .order_by("created_at")
        .values_list("pk", flat=True)
    )
)


def settle_letters(*, now: datetime) -> int:
    """Settle every letter whose message is finished. Returns how many. Safe to run twice and to be killed."""
    settled = 0
    while True:
        waiting = list(
            Correspondence.objects.filter(ENDED, direction=Direction.OUT, settled_at=None)
            .order_by("created_at")
            .values_list("pk", flat=True)[:BATCH]
        )
        for pk in waiting:
            settled += settle_letter(pk=pk, now=now)
        if len(waiting) < BATCH:
            return settled


def settle_letters_of(*, case_id: str | UUID, now: datetime) -> None:
    """Settle what was sent in one case before reading what came back: a bounce may arrive sooner."""
    for pk in _ENDED_IN.all(UUID(str(case_id))):
        settle_letter(pk=pk, now=now)


def reopen_letter(*, message: OutgoingMessage) -> None:
    """New evidence shows that a message was accepted after all: the sweep settles its letter again."""
    Correspondence.objects.filter(outgoing=message, settled_at__lt=message.state_at).update(settled_at=None)


def settle_letter(*, pk: UUID, now: datetime) -> bool:
    """Settle one letter, if it is not yet. Returns whether this call did it."""
    with transaction.atomic():
        letter = (
            Correspondence.objects.select_for_update(of=("self",))
            .select_related("outgoing", "case")
            .filter(ENDED, pk=pk, settled_at=None)
            .first()
        )
        if letter is None or letter.outgoing is None:
            return False
        message = letter.outgoing
        letter.settled_at = now
        if message.state == OutgoingMessage.State.SENT:
            _settle_sent(letter, message, now)
        else:
            _settle_failed(letter, message, now)
        letter.save(update_fields=["settled_at", "at"])
        Case.objects.filter(pk=letter.case_id).update(last_at=letter.at)
        mark_changed(kind="case", keys=[str(letter.case_id)])
    return True


def _settle_sent(letter: Correspondence, message: OutgoingMessage, now: datetime) -> None:
    letter.at = message.sent_at or now
    sent_on = timezone.localdate(letter.at)
    if letter.step == Step.REQUEST:
        Case.objects.filter(pk=letter.case_id).update(sent_on=sent_on)
    kind = SENT_MEANS.get(Step(letter.step)) if letter.step else None
    if kind:
        record_event(
            case=letter.case, kind=kind, on=sent_on, by=None, now=now, correspondence=letter, because=message.how_known
        )


def _settle_failed(letter: Correspondence, message: OutgoingMessage, now: datetime) -> None:
    letter.notes = [*letter.notes, f"The mail server refused it: {message.trouble}"[:300]]
    letter.save(update_fields=["notes"])
    known = letter.case_events.filter(kind=EventKind.UNDELIVERED, struck_at=None)
    if letter.step == Step.REQUEST and not known.exists():  # it may fail a second time, after a person tried again
        record_event(
            case=letter.case,
            kind=EventKind.UNDELIVERED,
            on=timezone.localdate(now),
            by=None,
            now=now,
            correspondence=letter,
            because=f"The mail server refused it: {message.trouble}",
        )
