"""The page of a published case, for everyone: what was asked, what came back, and its status.

Only what a person has read becomes public: nothing hidden, nothing unread, no automatic reply, no quoted letter.
rules/privacy/masking decides what is left out of a text; access decides whether a case and its messages are public.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from dueregard.parts.foi.access import messages_shown
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.case_page import ShownDate, shown_date
from dueregard.parts.foi.queries.quoted import older_letters
from dueregard.parts.foi.queries.rows import status_of
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.records.calendars.queries import current_holidays
from dueregard.records.evidence.queries.public_copies import PublicDocument, public_copies_labelled
from dueregard.rules.casework.events import EventKind, Outcome, Turn
from dueregard.rules.casework.lateness import StatusWord
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.quotes import fold_quotes
from dueregard.rules.mail.verdict import MailKind
from dueregard.rules.privacy.masking import mask, say_left_out
from dueregard.rules.text.wrapping import unwrap

# These are filed automatically and unread, and they tell of people's absences and of mail servers.
AUTOMATIC = {
    MailKind.OUT_OF_OFFICE.value: "An automatic reply arrived",
    MailKind.AUTO_REPLY.value: "An automatic reply arrived",
    MailKind.BOUNCE.value: "A mail server reported that a letter did not arrive",
    MailKind.DELIVERY_RECEIPT.value: "A mail server reported that a letter arrived",
    MailKind.LOOP.value: "An automatic reply arrived",
}
# The letter itself tells these.
OURS = {
    EventKind.REQUEST_RECEIVED,
    EventKind.REMINDED,
    EventKind.CLARIFICATION_GIVEN,
    EventKind.REVIEW_ASKED,
    EventKind.COMPLAINED,
}
MOST_TEXT = 60_000  # characters of one letter on the page


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of a reply: its name, type and size. Its content is published elsewhere, if at all."""

    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One thing that happened. `kind` is letter, reply or event."""

    kind: str
    at: datetime | None
    on: date
    title: str
    subject: str = ""
    text: str = ""
    quotes: bool = False  # it quoted earlier letters; they are on the page themselves
    files: tuple[PublicFile, ...] = ()


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

    Nine for a body that has closed.
    """
    masking, holidays, closing = _Masking(case), current_holidays(), closing_of(case.body, today)
    calendar = calendar_for(Law(case.law), holidays, nation=Nation(case.body.nation))
    shown, hidden, unread = messages_shown(case)
    status = status_of(case, today, holidays)
    standing = case.standing or {}
    items = _items(case, shown, masking)
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
        says=standing.get("says", ""),
        outcome=Outcome(case.outcome).label if case.outcome else "",
        due=shown_date(standing.get("due"), calendar, today),
        due_tone=status.tone if case.turn == Turn.THEIRS else "",
        also=tuple(named for row in standing.get("also", ()) if (named := shown_date(row, calendar, today))),
        no_date=standing.get("no_date", ""),
        items=items,
        documents=public_copies_labelled(group=case.group, facet="case", word=str(case.pk)),
        hidden=hidden,
        unread=unread,
        left_out=say_left_out(dict(masking.found)),
        closing=closing.words if closing else "",
    )


class _Masking:
    """Masks the texts of one case and counts what it leaves out."""

    def __init__(self, case: Case) -> None:
        self.tokens = [case.token]
        self.names = [case.group.signature] if case.group.signature != case.group.name else []
        self.addresses = [case.group.postal_address.replace("\r", "")]
        self.found: Counter[str] = Counter()

    def text(self, text: str) -> str:
        """Return a letter's text as anyone may read it."""
        masked = mask(text[:MOST_TEXT], tokens=self.tokens, names=self.names, addresses=self.addresses)
        self.found.update(masked.left_out)
        rest = "\n[The letter is longer; the rest is not shown here.]" if len(text) > MOST_TEXT else ""
        return masked.text.strip() + rest

    def line(self, text: str) -> str:
        """Return a subject or a file's name as anyone may read it."""
        return self.text(text)


def _items(case: Case, messages: list[Correspondence], masking: _Masking) -> tuple[PublicItem, ...]:
    told: dict[object, list[CaseEvent]] = defaultdict(list)
    ids = {message.pk for message in messages}
    items = []
    for event in case.events.filter(struck_at=None):
        if event.correspondence_id in ids:
            told[event.correspondence_id].append(event)
        else:
            items.append(PublicItem(kind="event", at=None, on=event.on, title=_label(event)))
    # A message that is left out of this page must not come back through one that quotes it.
    older = older_letters(list(case.correspondence.only("case", "at", "created_at", "text")))
    items += [_message_item(message, told[message.pk], case, masking, older[message.pk]) for message in messages]
    return tuple(sorted(items, key=lambda item: (item.on, item.at is not None, item.at.timestamp() if item.at else 0)))


def _message_item(
    message: Correspondence, events: list[CaseEvent], case: Case, masking: _Masking, older: OurLetters
) -> PublicItem:
    ours = message.direction == Direction.OUT
    labels = [_label(event) for event in events if event.kind not in OURS]
    if ours:
        titles = [f"The group sent {Step(message.step).label if message.step else 'a letter'}", *labels]
    else:
        titles = labels or [AUTOMATIC.get(message.kind, "They wrote")]
    text, quotes = _own_text(message, masking, older) if _was_read(message, case) else ("", False)
    return PublicItem(
        kind="letter" if ours else "reply",
        at=message.at,
        on=events[0].on if events else timezone.localdate(message.at),
        title=". ".join(titles),
        subject=masking.line(message.subject) if text else "",
        text=text,
        quotes=quotes,
        files=tuple(
            PublicFile(masking.line(file.name), file.content_type, file.size) for file in message.attachments.all()
        ),
    )


def _was_read(message: Correspondence, case: Case) -> bool:
    """Tell whether a person has seen the text: nobody has seen what was filed automatically after publishing."""
    if message.direction == Direction.OUT:
        return True
    if message.kind in AUTOMATIC:
        return False
    if message.kind == MailKind.ACKNOWLEDGEMENT.value:
        return case.published_at is not None and message.created_at <= case.published_at
    return True


def _own_text(message: Correspondence, masking: _Masking, older: OurLetters) -> tuple[str, bool]:
    """Return what the message itself says, and whether it quoted earlier letters that this page shows."""
    ours = message.direction == Direction.OUT
    passages = fold_quotes(unwrap(message.text)) if ours else fold_quotes(message.text, older)
    own = "\n".join(passage.text for passage in passages if passage.kind == "own")
    return masking.text(own), any(passage.kind == "quoted" for passage in passages)


def _label(event: CaseEvent) -> str:
    label = EventKind(event.kind).label.replace("We ", "The group ").replace(" us ", " the group ")
    sections = ", ".join(event.details.get("sections", ()))
    return f"{label} under {sections}" if sections else label
