"""The page of a published case, for everyone: what was asked, what came back, and its status.

Only what a person has read becomes public: nothing hidden, nothing unread, no automatic reply, no quoted letter.
queries/public_masking decides what of a letter is shown; access decides whether a case and its messages are public.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from dueregard.parts.foi.access import messages_in, messages_shown
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.case_page import ShownDate, shown_date
from dueregard.parts.foi.queries.public_masking import AUTOMATIC, Masking, PublicText, is_held, public_text
from dueregard.parts.foi.queries.quoted import older_letters
from dueregard.parts.foi.queries.rows import status_of
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.records.calendars.queries import current_holidays
from dueregard.records.evidence.queries.public_copies import PublicDocument, public_copies_labelled, public_copies_of
from dueregard.rules.casework.events import RESPONSES, REVIEW_OUTCOMES, EventKind, Outcome, Turn
from dueregard.rules.casework.first_answer import Came
from dueregard.rules.casework.lateness import StatusWord
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.exemption_words import Explained, explain
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.privacy.masking import say_left_out
from dueregard.rules.text.first_lines import first_lines

ANSWERS = RESPONSES | REVIEW_OUTCOMES | {EventKind.DECIDED}

# The letter itself tells these.
OURS = {
    EventKind.REQUEST_RECEIVED,
    EventKind.REMINDED,
    EventKind.CLARIFICATION_GIVEN,
    EventKind.REVIEW_ASKED,
    EventKind.COMPLAINED,
}


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of a reply: its name, type and size, and where its public copy can be read, if there is one."""

    name: str
    kind: str
    size: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One thing that happened. `kind` is letter, reply or event."""

    kind: str
    at: datetime | None
    on: date
    title: str
    subject: str = ""
    text: str = ""
    first: str = ""  # of a long letter of ours: its first lines, and the rest
    rest: str = ""
    quotes: bool = False  # it quoted earlier letters; they are on the page themselves
    files: tuple[PublicFile, ...] = ()
    waits: bool = False  # it came after publishing, and nobody has looked at the names in it


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """The answer as it stands: what the body did last, on which day, and whether its first answer came in time."""

    on: date
    says: str
    came: str


@dataclass(frozen=True, slots=True)
class PublicCase:
    """Everything the public page, its JSON and nothing else shows."""

    title: str
    body: str
    body_kind: str
    body_nation: str
    body_path: str
    group: str
    law: str
    path: str
    url: str
    asked_on: date | None
    published_on: date | None
    status: StatusWord
    says: str
    outcome: str
    headline: str  # the answer, or what is waited for; and where the case stands, where that says more
    now: str
    answer: PublicAnswer | None
    grounds: tuple[Explained, ...]  # what they relied on to keep something back, each once
    due: ShownDate | None
    due_tone: str
    also: tuple[ShownDate, ...]
    no_date: str
    items: tuple[PublicItem, ...]
    documents: tuple[PublicDocument, ...]  # copies that the group made for the public
    hidden: int
    unread: int
    left_out: str
    closing: str  # that the body has closed, and who took over; empty while it is open


def public_case_page(case: Case, today: date) -> PublicCase:
    """Return the page of a published case, the oldest first. Eight queries, however long the case.

    One more for a body that has closed, and one for files that came.
    """
    masking, holidays, closing = Masking(case), current_holidays(), closing_of(case.body, today)
    calendar = calendar_for(Law(case.law), holidays, nation=Nation(case.body.nation))
    messages = messages_in(case)
    shown, hidden, unread = messages_shown(messages)
    status = status_of(case, today, holidays)
    standing = case.standing or {}
    events = list(case.events.filter(struck_at=None))
    paths = public_copies_of(file.document_id for one in shown for file in one.attachments.all() if file.document_id)
    items = _items(case, events, shown, masking, older_letters(messages), paths)
    answer, says = _answer(case, events), standing.get("says", "")
    headline, now = _headline(answer, says or status.words)
    documents = public_copies_labelled(group=case.group, facet="case", word=str(case.pk))
    return PublicCase(
        title=masking.line(case.campaign.title),
        body=case.body.name,
        body_kind=BodyKind(case.body.kind).label,
        body_nation=Nation(case.body.nation).label,
        body_path=case.body.get_absolute_url(),
        group=case.group.name,
        law=Law(case.law).label,
        path=case.public_url(),
        url=f"{settings.PUBLIC_URL}{case.public_url()}",
        asked_on=case.sent_on,
        published_on=timezone.localdate(case.published_at) if case.published_at else None,
        status=status,
        says=says,
        outcome=Outcome(case.outcome).label if case.outcome else "",
        headline=headline,
        now=now,
        answer=answer,
        grounds=_grounds(case, events),
        due=shown_date(standing.get("due"), calendar, today),
        due_tone=status.tone if case.turn == Turn.THEIRS else "",
        also=tuple(named for row in standing.get("also", ()) if (named := shown_date(row, calendar, today))),
        no_date=standing.get("no_date", ""),
        items=items,
        documents=tuple(replace(each, title=masking.line(each.title)) for each in documents),
        hidden=hidden,
        unread=unread,
        left_out=say_left_out(dict(masking.found)),
        closing=closing.words if closing else "",
    )


def _items(
    case: Case,
    events: list[CaseEvent],
    messages: list[Correspondence],
    masking: Masking,
    older: Mapping[UUID, OurLetters],
    paths: Mapping[UUID, str],
) -> tuple[PublicItem, ...]:
    told: dict[object, list[CaseEvent]] = defaultdict(list)
    ids = {message.pk for message in messages}
    items = []
    for event in events:
        if event.correspondence_id in ids:
            told[event.correspondence_id].append(event)
        else:
            items.append(PublicItem(kind="event", at=None, on=event.on, title=_label(event)))
    # A message that is left out of this page must not come back through one that quotes it.
    items += [_message_item(one, told[one.pk], case, masking, older[one.pk], paths) for one in messages]
    return tuple(sorted(items, key=lambda item: (item.on, item.at is not None, item.at.timestamp() if item.at else 0)))


def _message_item(
    message: Correspondence,
    events: list[CaseEvent],
    case: Case,
    masking: Masking,
    older: OurLetters,
    paths: Mapping[UUID, str],
) -> PublicItem:
    ours = message.direction == Direction.OUT
    labels = [_label(event) for event in events if event.kind not in OURS]
    if ours:
        titles = [f"The group sent {Step(message.step).label if message.step else 'a letter'}", *labels]
    else:
        titles = labels or [AUTOMATIC.get(message.kind, "They wrote")]
    shown = public_text(message, masking, older, published_at=case.published_at)
    waits = is_held(message, shown, case.published_at)
    if waits:
        shown = PublicText()
    files = zip(shown.files, message.attachments.all(), strict=False)
    first, rest = first_lines(shown.text) if ours else (shown.text, "")
    return PublicItem(
        kind="letter" if ours else "reply",
        at=message.at,
        on=events[0].on if events else timezone.localdate(message.at),
        title=". ".join(titles),
        subject=shown.subject,
        text=shown.text,
        first=first,
        rest=rest,
        quotes=shown.quotes,
        files=tuple(
            PublicFile(name, file.content_type, file.size, paths.get(file.document_id, "") if file.document_id else "")
            for name, file in files
        ),
        waits=waits,
    )


def _answer(case: Case, events: list[CaseEvent]) -> PublicAnswer | None:
    """Return the last answer; how the first one came is said as long as it is the only one."""
    answers = [event for event in events if EventKind(event.kind) in ANSWERS]
    if not answers:
        return None
    last, is_first = answers[-1], len(answers) == 1
    known = {Came.IN_TIME.value, Came.LATE.value} if is_first else set()
    return PublicAnswer(last.on, _label(last, with_sections=False), Came(case.came).label if case.came in known else "")


def _headline(answer: PublicAnswer | None, says: str) -> tuple[str, str]:
    """Return what stands above all, and what is said below it: where a case stands may be its answer in more words."""
    if answer is None or says.startswith(answer.says):
        return says, ""
    return answer.says, says


def _grounds(case: Case, events: list[CaseEvent]) -> tuple[Explained, ...]:
    cited = [section for event in events for section in event.details.get("sections", ())]
    explained = [each for section in cited for each in explain(section, Law(case.law))]
    return tuple({each.cited: each for each in explained}.values())


def _label(event: CaseEvent, *, with_sections: bool = True) -> str:
    label = EventKind(event.kind).label.replace("We ", "The group ").replace(" us ", " the group ")
    sections = ", ".join(event.details.get("sections", ()))
    return f"{label} under {sections}" if sections and with_sections else label
