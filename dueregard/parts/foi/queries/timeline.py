"""What happened in a case, newest first: each letter and reply once, with what was recorded about it, and moved dates.

What a visitor sees of it is in public_case.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence, DateChange
from dueregard.parts.foi.models.correspondence import Direction, Means, Step
from dueregard.parts.foi.queries.quoted import older_letters
from dueregard.rules.casework.events import EventKind
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import fold_quotes

# Our own letter says these; repeating them beside it would only double the line.
SAID_BY_THE_LETTER = {
    EventKind.REQUEST_RECEIVED,
    EventKind.REMINDED,
    EventKind.CLARIFICATION_GIVEN,
    EventKind.REVIEW_ASKED,
    EventKind.COMPLAINED,
}


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as its entry shows it: who recorded it, and where to cross it out."""

    title: str
    on: date
    source: str
    is_struck: bool
    strike_href: str
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened, or that moved a date. `on` orders it; `at` is shown where the hour is known."""

    on: date
    at: datetime
    title: str
    shows_hour: bool = False
    href: str = ""
    quote: str = ""
    source: str = ""
    files: int = 0
    needs_sorting: bool = False
    is_next_to_sort: bool = False  # the one that the link at the top of the page leads to
    undo_href: str = ""  # a rule sorted it, and one press gives it back to a person
    state: str = ""
    tone: str = ""
    events: tuple[RecordedEvent, ...] = ()
    is_struck: bool = False


TONES = {
    OutgoingMessage.State.UNSURE: "late",
    OutgoingMessage.State.FAILED: "late",
    OutgoingMessage.State.UNDONE: "quiet",
}


def messages_of(case: Case) -> list[Correspondence]:
    """Return the letters and replies of a case, with how many files each has. One query."""
    return list(case.correspondence.select_related("outgoing").annotate(number_of_files=Count("attachments")))


def timeline_of(case: Case, messages: Sequence[Correspondence], *, may_work: bool) -> tuple[TimelineItem, ...]:
    """Return everything that happened in a case, its messages included. Two queries, however long it is."""
    of_message: dict[object, list[RecordedEvent]] = defaultdict(list)
    alone = []
    for event in case.events.select_related("recorded_by"):
        recorded = _recorded(event, may_work=may_work)
        if event.correspondence_id:
            of_message[event.correspondence_id].append(recorded)
        else:
            alone.append(_event_item(event, recorded))
    letters = older_letters(messages)
    items = [_message_item(message, of_message[message.pk], letters[message.pk]) for message in messages]
    items += alone
    moved = case.date_changes.all() if getattr(case, "has_moves", True) else ()
    items += [_change_item(change) for change in moved]
    items.sort(key=lambda item: (item.on, item.at), reverse=True)
    place = next((place for place, item in enumerate(items) if item.needs_sorting), None)
    if place is not None:
        items[place] = replace(items[place], is_next_to_sort=True)
    return tuple(items)


def _recorded(event: CaseEvent, *, may_work: bool) -> RecordedEvent:
    who = f"{event.recorded_by.name} recorded it" if event.recorded_by else "Recorded automatically"
    sections = ", ".join(event.details.get("sections", ()))
    typed = f"Typed as “{event.details['as_typed']}”." if event.details.get("as_typed") else ""
    return RecordedEvent(
        title=EventKind(event.kind).label + (f" under {sections}" if sections else ""),
        on=event.on,
        source=" ".join(part for part in (f"{who}.", event.because, typed) if part),
        is_struck=event.struck_at is not None,
        strike_href=f"/desk/events/{event.pk}/strike/" if may_work and event.struck_at is None else "",
        is_said=event.kind in SAID_BY_THE_LETTER,
    )


def _event_item(event: CaseEvent, recorded: RecordedEvent) -> TimelineItem:
    return TimelineItem(
        on=event.on,
        at=event.recorded_at,
        title=recorded.title,
        source=recorded.source if recorded.is_struck else "",
        is_struck=recorded.is_struck,
        events=(replace(recorded, is_said=True),),
    )


def _message_item(message: Correspondence, events: list[RecordedEvent], older: OurLetters) -> TimelineItem:
    ours = message.direction == Direction.OUT
    standing = [event.title for event in events if not event.is_struck and not (ours and event.is_said)]
    first = [] if not ours and standing else [_letter_title(message) if ours else _reply_title(message)]
    state = OutgoingMessage.State(message.outgoing.state) if message.outgoing else None
    is_told = state is None or state is OutgoingMessage.State.SENT
    return TimelineItem(
        on=timezone.localdate(message.at),
        at=message.at,
        shows_hour=message.means == Means.EMAIL,
        title="; ".join([*first, *standing]),
        href=f"/desk/messages/{message.pk}/",
        quote="" if ours else _beginning(message.text, older),
        source="" if ours else " ".join(message.reasons[:2]),
        files=getattr(message, "number_of_files", 0),
        needs_sorting=not message.is_sorted,
        undo_href=f"/desk/messages/{message.pk}/check/" if message.sorted_by_rule else "",
        state=_to_collect(message) if is_told or state is None else state.label,
        tone=TONES.get(state, "wait") if state else "soon",
        events=tuple(replace(event, is_said=(ours and event.is_said) or event.title in standing) for event in events),
    )


def _to_collect(message: Correspondence) -> str:
    waits = message.collect_by is not None and message.collected_at is None
    return f"Download the answer by {_day(message.collect_by)}" if waits else ""


def _letter_title(message: Correspondence) -> str:
    what = Step(message.step).label if message.step else "a letter"
    if message.outgoing and message.outgoing.state != OutgoingMessage.State.SENT:
        return what[0].upper() + what[1:]
    return f"We sent {what}"


def _reply_title(message: Correspondence) -> str:
    by_other_means = {
        Means.POST: "They wrote by post",
        Means.PHONE: "They rang",
        Means.PORTAL: "They replied on their web portal",
    }
    return by_other_means.get(Means(message.means), "They wrote")


def _change_item(change: DateChange) -> TimelineItem:
    return TimelineItem(
        on=timezone.localdate(change.at),
        at=change.at,
        title=f"The due date moved from {_day(change.was_on)} to {_day(change.now_on)}",
        source=change.because,
    )


def _beginning(text: str, older: OurLetters, length: int = 240) -> str:
    passages = fold_quotes(text, older)
    own = next((passage.text for passage in passages if passage.kind == "own" and passage.text.strip()), "")
    words = " ".join((own or text).split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"


def _day(on: date | None) -> str:
    return f"{on:%a} {on.day} {on:%b %Y}" if on else "no date"
