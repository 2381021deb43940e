"""A person has read several replies and says that each only acknowledges; and takes that back.

Each reply is sorted or refused by itself: what was sorted stays so, and who was left out is named with the reason.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.record_event import AlreadyRecorded, NotYet, strike_event
from dueregard.parts.foi.actions.sort_reply import AlreadySorted, Meaning, sort_reply, stored_reference
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.rules.casework.events import EventKind
from dueregard.rules.mail.kinds import ACKNOWLEDGING

SAYS_MORE = "It no longer seems only to acknowledge. Sort it by itself."
CHANGED = "A colleague changed this request at the same moment. Try again."
SORTED_ALREADY = "It has already been sorted."


class NothingToUndo(Exception):
    """The reply is not sorted as this person sorted it: somebody has dealt with it since."""


@dataclass(frozen=True, slots=True)
class Together:
    """What became of several replies: those that were done, and (body, why) of those left out."""

    done: tuple[UUID, ...]
    left_out: tuple[tuple[str, str], ...]


def sort_together(
    *, replies: Iterable[Correspondence], kinds: Mapping[UUID, EventKind], by: Person, now: datetime
) -> Together:
    """Record of each reply that it acknowledges, on its UK day. `kinds` are of those that still seem to, by their ids.

    A reply that is not among them is refused, unless a colleague has sorted it: then that is said.
    """
    done, left_out = [], []
    for reply in replies:
        kind = kinds.get(reply.pk)
        if kind is None and not reply.is_sorted:
            left_out.append((reply.case.body.name, SAYS_MORE))
            continue
        meaning = Meaning(kind or EventKind.ACKNOWLEDGED, timezone.localdate(reply.at))
        seen = seen_now(stored_reference(reply.case), now)
        try:
            sort_reply(reply=reply, meanings=[meaning], their_reference="", seen=seen, by=by, now=now)
            done.append(reply.pk)
        except ChangedMeanwhile:
            left_out.append((reply.case.body.name, CHANGED))
        except AlreadySorted:
            left_out.append((reply.case.body.name, SORTED_ALREADY))
        except (AlreadyRecorded, NotYet) as refusal:
            left_out.append((reply.case.body.name, str(refusal)))
    return Together(tuple(done), tuple(left_out))


def undo_together(*, replies: Iterable[Correspondence], by: Person, now: datetime) -> Together:
    """Take back of each reply that it only acknowledges; one that was dealt with since is left as it is."""
    done, left_out = [], []
    for reply in replies:
        try:
            undo_sorted(reply=reply, by=by, now=now)
            done.append(reply.pk)
        except NothingToUndo as refusal:
            left_out.append((reply.case.body.name, str(refusal)))
    return Together(tuple(done), tuple(left_out))


def undo_sorted(*, reply: Correspondence, by: Person, now: datetime) -> Correspondence:
    """Make a reply unsorted again that this person sorted as an acknowledgement and nothing else; strike that out.

    Raises: NothingToUndo
    """
    return _undone(reply, lambda kinds: len(kinds) == 1 and kinds[0] in ACKNOWLEDGING, by, now)


def undo_sort(*, reply: Correspondence, by: Person, now: datetime) -> Correspondence:
    """Make a reply unsorted again that this person sorted, whatever they recorded of it; strike all that out.

    Not where it also settled a doubt whether our letter arrived: that is for a person to look at. Raises: NothingToUndo
    """
    settled = reply.case_events.filter(kind=EventKind.ARRIVAL_DOUBTED).exists()
    return _undone(reply, lambda kinds: bool(kinds) and not settled, by, now)


def _undone(reply: Correspondence, may_be: Callable[[list[str]], bool], by: Person, now: datetime) -> Correspondence:
    with transaction.atomic():
        reply = Correspondence.objects.select_for_update(of=("self",)).get(pk=reply.pk)
        events = list(reply.case_events.filter(struck_at=None))
        is_own = all(event.recorded_by_id == by.pk for event in events)
        if not reply.is_sorted or reply.sorted_by_rule or not is_own or not may_be([event.kind for event in events]):
            raise NothingToUndo("This reply has been dealt with since. Nothing was changed.")
        for event in events:
            strike_event(event=event, by=by, now=now)
        reply.is_sorted = False
        reply.save(update_fields=["is_sorted"])
        case = Case.objects.select_for_update(of=("self",)).get(pk=reply.case_id)
        case.unsorted = case.correspondence.filter(is_sorted=False).count()
        case.save(update_fields=["unsorted"])
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="undo_sorted", on=reply, at=now)
    return reply
