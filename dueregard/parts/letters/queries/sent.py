"""The letters of a person's groups, as lines of a list and each on its own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.mail.queries import site_mode
from dueregard.parts.letters.access import acts_for, letters_of
from dueregard.parts.letters.models import Reply, SentLetter

PER_PAGE = 50
State = OutgoingMessage.State
ON_ITS_WAY = (State.WAITING, State.CLAIMED, State.HANDING_OVER)
STUCK = (State.UNSURE, State.FAILED)


@dataclass(frozen=True, slots=True)
class Line:
    """One letter in a list."""

    title: str
    href: str
    body: str
    group: str
    at: datetime
    answer_by: date
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class SentList:
    """One page of the list."""

    lines: tuple[Line, ...]
    page: Page[SentLetter]


@dataclass(frozen=True, slots=True)
class SentPage:
    """One letter with what came back."""

    letter: SentLetter
    tone: str
    words: str
    replies: Sequence[Reply]
    acts: bool
    can_undo: bool
    has_unread: bool
    reminder: str  # where a reminder is written; empty while none makes sense
    newest: int  # the reply that was filed last; 0 where there is none
    stuck: str  # unsure or failed: somebody must say whether it left; else empty
    said: str  # what the mail server said of a letter that it refused
    can_answer: bool  # practice mode: somebody may answer as the body would


def sent_list(person: Person, today: date, number: str) -> SentList:
    """Return the newest letters. At most four queries."""
    page = Paginator(letters_of(person), PER_PAGE).get_page(number)
    replies = _counted(page.object_list)
    lines = tuple(
        Line(
            one.title,
            one.get_absolute_url(),
            one.body.name,
            one.group.name,
            one.queued_at,
            one.answer_by,
            *standing(one, came=replies[one.pk][0], unread=replies[one.pk][1], today=today),
        )
        for one in page.object_list
    )
    return SentList(lines, page)


def _counted(letters: Iterable[SentLetter]) -> dict[UUID, tuple[int, int]]:
    """Return how many replies each letter has, and how many of them nobody has read. One query."""
    wanted = [one.pk for one in letters]
    rows = Reply.objects.filter(letter__in=wanted).order_by().values("letter")
    rows = rows.annotate(came=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
    found = {row["letter"]: (row["came"], row["unread"]) for row in rows}
    return {pk: found.get(pk, (0, 0)) for pk in wanted}


def sent_page(letter: SentLetter, person: Person, today: date) -> SentPage:
    """Return one letter. At most five queries."""
    replies = list(letter.replies.prefetch_related("files__document"))
    unread = sum(one.read_at is None for one in replies)
    acts = acts_for(person, letter)
    state = letter.outgoing.state
    return SentPage(
        letter=letter,
        **dict(zip(("tone", "words"), standing(letter, came=len(replies), unread=unread, today=today), strict=True)),
        replies=replies,
        acts=acts,
        can_undo=acts and state == State.WAITING,
        has_unread=bool(unread),
        reminder=f"{reverse('letters:write', args=['reminder'])}?of={letter.pk}"
        if acts and state == State.SENT and letter.outgoing.mode == site_mode()  # what was practised, nobody had
        else "",
        newest=max((one.pk for one in replies), default=0),
        stuck=state if state in STUCK else "",
        said=letter.outgoing.trouble,
        can_answer=acts and state == State.SENT and letter.outgoing.mode == site_mode() == Mode.PRACTICE,
    )


def standing(letter: SentLetter, *, came: int, unread: int, today: date) -> tuple[str, str]:
    """Return the tone and the words of how a letter stands."""
    state = letter.outgoing.state
    if state == State.UNDONE:
        return "quiet", "taken back before it left"
    if unread:
        return "soon", "a reply to read"
    if letter.closed_at:
        return "quiet", "closed"
    if state == State.FAILED:
        return "late", "it could not be delivered"
    if state == State.UNSURE:
        return "soon", "we do not know whether it left"
    if state in ON_ITS_WAY and not came:
        return "wait", "in the outbox"
    if came:
        return "good", "a reply came"
    return ("late", "no answer by the day you named") if letter.answer_by < today else ("wait", "waiting for an answer")
