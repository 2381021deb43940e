"""What would have been sent in practice mode, and what happened to the replies written there."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Min
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import shown_or_none
from dueregard.parts.foi.access import cases_of, practice_letters_of
from dueregard.parts.foi.models import Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.text.wrapping import unwrap
from dueregard.rules.wiring.practised import PractisedLetter

PER_PAGE = 20
MOST_ANSWERS = 500
TONES = {
    StoredEmail.State.WAITING: "wait",
    StoredEmail.State.FILED: "good",
    StoredEmail.State.HELD: "soon",
    StoredEmail.State.SETTLED: "quiet",
    StoredEmail.State.SET_ASIDE: "quiet",
}


@dataclass(frozen=True, slots=True)
class MailroomLine:
    """One letter in the mailroom."""

    letter: Correspondence
    what: str
    to: str
    answers: int


@dataclass(frozen=True, slots=True)
class Mailroom:
    """The list. `waiting` letters can be undone, the first till `leaves_at`; `morning` is the newest morning e-mail."""

    page: "Page[Correspondence]"
    lines: tuple[MailroomLine, ...]
    waiting: int
    leaves_at: datetime | None
    morning: OutgoingMessage | None
    others: tuple[PractisedLetter, ...]  # of other parts

    @property
    def morning_on(self) -> datetime | None:
        """Return when the morning e-mail was, on the site's own clock."""
        return (self.morning.sent_at or self.morning.created_at) if self.morning else None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A reply written in the mailroom, and what has happened to it."""

    at: datetime
    subject: str
    tone: str
    state: str
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MailroomMessage:
    """One letter with the answers to it."""

    letter: Correspondence
    text: str  # a line for each paragraph, as mail programs show it
    message: OutgoingMessage
    what: str
    answers: tuple[GivenAnswer, ...]
    is_reading: bool  # a reply has not been read yet


def mailroom_page(person: Person, page: str) -> Mailroom:
    """Return one page of the mailroom, the newest first. Six queries, and those of other parts."""
    found = Paginator(practice_letters_of(person), PER_PAGE).get_page(page)
    letters = list(found.object_list)
    answered = _answers([letter.outgoing.reply_to for letter in letters if letter.outgoing])
    waiting = OutgoingMessage.objects.filter(
        mode=Mode.PRACTICE, state=OutgoingMessage.State.WAITING, letter__case__in=cases_of(person)
    )
    return Mailroom(
        page=found,
        lines=tuple(_line(letter, answered) for letter in letters),
        waiting=waiting.count(),
        leaves_at=shown_or_none(waiting.aggregate(first=Min("not_before"))["first"]),
        morning=OutgoingMessage.objects.filter(key__startswith=f"digest:{person.pk}:", mode=Mode.PRACTICE)
        .order_by("-created_at", "-sent_at")
        .first(),
        others=tuple(one for path in settings.PRACTISED for one in import_string(path)(person)),
    )


def mailroom_message(letter: Correspondence) -> MailroomMessage:
    """Return one letter with the replies written in its case since it was sent. Three queries."""
    message = letter.outgoing
    assert message is not None
    emails = [
        email
        for email in _answers([message.reply_to]).get(message.reply_to, [])
        if message.sent_at and email.received_at >= message.sent_at
    ]
    replies = {reply.email_id: reply for reply in Correspondence.objects.filter(email__in=emails)}
    held = {one.email_id: one for one in HeldEmail.objects.filter(email__in=emails)}
    return MailroomMessage(
        letter=letter,
        text=unwrap(letter.text),
        message=message,
        what=_what(letter),
        answers=tuple(_given(email, replies.get(email.pk), held.get(email.pk)) for email in emails),
        is_reading=any(email.state == StoredEmail.State.WAITING for email in emails),
    )


def _answers(reply_addresses: list[str]) -> dict[str, list[StoredEmail]]:
    """Return the newest mailroom replies by the reply address they went to."""
    answers: dict[str, list[StoredEmail]] = {address: [] for address in reply_addresses}
    if answers:
        emails = StoredEmail.objects.filter(arrived_by=StoredEmail.Arrival.MAILROOM).order_by("-received_at", "pk")
        for email in emails[:MOST_ANSWERS]:
            for address in email.envelope_to:
                if address in answers:
                    answers[address].append(email)
    return answers


def _line(letter: Correspondence, answered: dict[str, list[StoredEmail]]) -> MailroomLine:
    assert letter.outgoing is not None
    sent_at = letter.outgoing.sent_at
    since = [e for e in answered.get(letter.outgoing.reply_to, []) if sent_at and e.received_at >= sent_at]
    return MailroomLine(letter=letter, what=_what(letter), to=letter.outgoing.to, answers=len(since))


def _what(letter: Correspondence) -> str:
    return Step(letter.step).label if letter.step else "a letter"


def _given(email: StoredEmail, reply: Correspondence | None, held: HeldEmail | None) -> GivenAnswer:
    state = StoredEmail.State(email.state)
    if reply:
        hint = "" if reply.is_sorted else "Someone needs to sort this reply."
        href = f"/desk/messages/{reply.pk}/"
        return GivenAnswer(email.received_at, email.subject, "good", "filed to the case", href, hint)
    href = f"/desk/holding-pen/{held.pk}/" if held and held.cleared_at is None else ""
    return GivenAnswer(email.received_at, email.subject or "Your reply", TONES[state], state.label, href)
