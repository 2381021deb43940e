"""Putting letters of a case into the outbox: each case and step once, with time to undo.

queries/letters fills in what a letter says; foundation/mail makes sure that it is sent once and only once.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.editing.actions.tell_refused import tell_refused
from dueregard.foundation.editing.queries import changes_since
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.actions.queue_message import queue_message
from dueregard.foundation.mail.actions.undo_message import TooLate, undo_message
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.foundation.packs.queries import NoSuchLetter
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.addresses import address_for
from dueregard.parts.foi.queries.letters import filled_letter
from dueregard.parts.foi.queries.sending import stored_sending
from dueregard.records.bodies.actions.look_at_address import note_written_to
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.rules.casework.events import Phase
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress
from dueregard.rules.casework.promises import empty_promise, promises
from dueregard.rules.casework.reply_address import reply_address
from dueregard.rules.casework.wording import (
    FilledLetter,
    MissingFact,
    NoWordingForLaw,
    UnknownPlaceholders,
    check_letter,
)
from dueregard.rules.text.joining import Seen, as_texts
from dueregard.rules.text.wrapping import unwrap, wrap_for_mail

LIVE_STATES = [
    OutgoingMessage.State.WAITING,
    OutgoingMessage.State.CLAIMED,
    OutgoingMessage.State.HANDING_OVER,
    OutgoingMessage.State.UNSURE,
]
WELL_FORMED_ID = re.compile(r"<[!-;=?-~]{1,200}@[!-;=?-~]{1,200}>")
NO_ADDRESS = "We do not have a working e-mail address. Add one on the body's page, with its source."
NO_REGULATOR = "Type the regulator's e-mail address, as given on its own website."
BATCH = 50  # letters queued in one transaction, so that a batch of hundreds never blocks the site


HAVE_IT = "They already have this request. To ask again, send a reminder or start a new campaign."


class CannotQueue(Exception):
    """A letter cannot be put into the outbox; the words say why and what to do."""


class NoAddress(CannotQueue):
    """There is no working address for this body's information requests."""


class BadHeader(CannotQueue):
    """The subject or the signature contains something that no e-mail can carry."""


class OnItsWay(CannotQueue):
    """A letter like this is already waiting to be sent."""


class AlreadyAsked(CannotQueue):
    """The body already has this request; sending it again would make a second one."""


class NotAskedYet(CannotQueue):
    """A follow-up needs a request that has been sent."""


class BodyHasClosed(CannotQueue):
    """The body no longer exists; the words name who took over from it."""


class OnlyPractised(CannotQueue):
    """The body never saw this request: it was sent in practice mode, and the site is now live."""


class NoLetter(CannotQueue):
    """The pack has no such letter, or the case lacks something that the letter mentions."""


class SaysNothing(CannotQueue):
    """The letter promises reasons or an explanation, and gives none."""


class MustNotLeave(Exception):
    """The letter contains something that an information request must never contain."""


class NobodyToAsk(Exception):
    """Every body of the campaign has been asked, or none was chosen."""


@dataclass(frozen=True, slots=True)
class Queued:
    """How many letters now wait, and which bodies were left out and why."""

    letters: int
    left_out: tuple[tuple[str, str], ...]


class StoppedMidway(Exception):
    """Some letters are in the outbox, and then a disk was full or the database did not answer: the rest are not."""

    def __init__(self, queued: Queued, *, not_queued: int) -> None:
        super().__init__(f"{queued.letters} letters are queued, {not_queued} are not")
        self.queued, self.not_queued = queued, not_queued


def queue_requests(*, campaign: Campaign, seen: Seen, by: Person, now: datetime) -> Queued:
    """Queue the request of every case that is being prepared and has an address. They can be undone for a few minutes.

    What leaves is what the person checked (`seen`); whoever changed that since is told as well.
    Raises: NobodyToAsk, MustNotLeave, ChangedMeanwhile, StoppedMidway
    """
    with telling_refused(campaign, seen, by, now):
        return _queue_requests(campaign, seen, by, now)


@contextmanager
def telling_refused(campaign: Campaign, seen: Seen, by: Person, now: datetime) -> Iterator[None]:
    """Tell whoever changed what is sent that the sending was refused for it. Raises: ChangedMeanwhile"""
    try:
        yield
    except ChangedMeanwhile:
        tell_refused(
            to=[change.by for change in changes_since(on=campaign, since=seen.since) if change.by],
            called=f"the sending of {campaign.title}",
            path=reverse("foi:check", args=[campaign.pk]),
            lines=[("what is sent", "Your change is kept. Nothing has been sent.", "To send it as it was before.")],
            by=by,
            now=now,
        )
        raise


def _queue_requests(campaign: Campaign, seen: Seen, by: Person, now: datetime) -> Queued:
    campaign = Campaign.objects.select_related("group").get(pk=campaign.pk)
    refuse_forbidden(campaign)
    cases = list(campaign.cases.not_asked().select_related("body").order_by("body__name"))
    if not cases:
        raise NobodyToAsk("Choose at least one body that has not been asked yet.")
    done = Queued(0, ())
    for first in range(0, len(cases), BATCH):
        try:
            with on_disk(), transaction.atomic():
                if first == 0:
                    refuse_unseen(campaign, seen)
                more = queue_some(cases=cases[first : first + BATCH], by=by, now=now)
        except (OSError, DatabaseError) as fault:
            if not done.letters:
                raise
            raise StoppedMidway(done, not_queued=len(cases) - done.letters) from fault
        done = Queued(done.letters + more.letters, (*done.left_out, *more.left_out))
    return done


def refuse_forbidden(campaign: Campaign) -> None:
    """Refuse a letter that says what an information request must never say. Raises: MustNotLeave"""
    forbidden = [
        each.says for each in check_letter(campaign.questions, signature=campaign.group.signature) if each.is_serious
    ]
    if forbidden:
        raise MustNotLeave(" ".join(forbidden))


def queue_some(*, cases: list[Case], by: Person, now: datetime) -> Queued:
    """Queue the requests of these cases. The others are named with the reason."""
    letters, left_out = 0, []
    for case in cases:
        try:
            queue_letter(case=case, step=Step.REQUEST, letter=None, by=by, now=now)
            letters += 1
        except CannotQueue as refusal:
            left_out.append((case.body.name, str(refusal)))
    return Queued(letters, tuple(left_out))


def refuse_unseen(campaign: Campaign, seen: Seen) -> None:
    """Refuse to send what the person did not check. Raises: ChangedMeanwhile"""
    stored = stored_sending(Campaign.objects.select_for_update().get(pk=campaign.pk))
    if as_texts(stored) != seen.values:
        raise ChangedMeanwhile((), stored)


def queue_letter(
    *, case: Case, step: Step, letter: FilledLetter | None, by: Person, now: datetime, to: str = ""
) -> Correspondence:
    """Queue one letter of a case. `letter` is what a person wrote; None fills in the step's letter from the pack.

    Raises: BodyHasClosed, NoAddress, OnItsWay, AlreadyAsked, NotAskedYet, OnlyPractised, NoLetter, BadHeader,
    SaysNothing
    """
    with on_disk(), transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body", "campaign", "group").get(pk=case.pk)
        _refuse_closed(case, step, now)
        to = to or address_for(case, step)
        if not to:
            raise NoAddress(NO_REGULATOR if step == Step.COMPLAINT else NO_ADDRESS)
        _refuse_out_of_turn(case, step)
        letter = FilledLetter(letter.subject, wrap_for_mail(letter.text)) if letter else _filled(case, step, now)
        _refuse_empty_promise(case, step, letter, now)
        ours = reply_address(settings.REPLY_ADDRESS, case.token)
        before = _thread_of(case)
        try:
            message = queue_message(
                key=f"foi:{case.pk}:{step}:{case.correspondence.filter(step=step).count() + 1}",
                to=to,
                sender=formataddr((case.group.signature or case.group.name, ours)),
                reply_to=ours,
                subject=letter.subject,
                text=letter.text,
                in_reply_to=before[-1] if before else "",
                references=before,
                not_before=now + timedelta(minutes=settings.UNDO_MINUTES),
                by=by,
                now=now,
            )
        except NotAnAddress:
            raise NoAddress(f"“{to}” is not an e-mail address. Correct it on the body's page.") from None
        except NotAHeader:
            raise BadHeader("Remove any line breaks from the subject and from the name that signs.") from None
        correspondence = Correspondence.objects.create(
            case=case,
            direction=Direction.OUT,
            step=step,
            at=now,
            subject=letter.subject,
            text=letter.text,
            sender=ours,
            outgoing=message,
            created_by=by,
            created_at=now,
        )
        if step != Step.COMPLAINT:  # that one goes to the regulator; the body's address stays as it is
            case.address = to
            case.save(update_fields=["address"])
            note_written_to(group=case.group, body=case.body, address=to, by=by, now=now)
        mark_changed(kind="case", keys=[str(case.pk)])
        record_act(by=by, did="queue_letter", on=case, at=now, details={"step": str(step)})
    return correspondence


def undo_letters(*, campaign: Campaign, by: Person, now: datetime) -> int:
    """Undo every request of a campaign that still waits. Returns how many were undone; the rest had been sent."""
    requests = Correspondence.objects.filter(case__campaign=campaign, step=Step.REQUEST)
    return undo_waiting(letters=requests, by=by, now=now)


def undo_waiting(*, letters: QuerySet[Correspondence], by: Person, now: datetime) -> int:
    """Undo those of these letters that still wait. Returns how many were undone; the rest had been sent."""
    waiting = list(letters.filter(outgoing__state=OutgoingMessage.State.WAITING).select_related("outgoing"))
    undone = 0
    for first in range(0, len(waiting), BATCH):
        with on_disk(), transaction.atomic():
            undone += sum(undo_letter(letter=each, by=by, now=now) for each in waiting[first : first + BATCH])
    return undone


def undo_letter(*, letter: Correspondence, by: Person | None, now: datetime) -> bool:
    """Undo one letter and keep its text in the case as undone. Returns False when sending had begun.

    The undoing is on the disk when this returns; otherwise a power cut could send the letter after all.
    """
    assert letter.outgoing is not None
    try:
        with on_disk(), transaction.atomic():
            undo_message(message=letter.outgoing, by=by, now=now)
            letter.settled_at = now
            letter.save(update_fields=["settled_at"])
            mark_changed(kind="case", keys=[str(letter.case_id)])
    except TooLate:
        return False
    return True


def _refuse_closed(case: Case, step: Step, now: datetime) -> None:
    closing = closing_of(case.body, timezone.localdate(now)) if step != Step.COMPLAINT else None
    if closing:
        raise BodyHasClosed(
            f"{closing.words} The letter was not sent. Ask whoever took over instead; if the body is still open, "
            "correct its closing date in the register."
        )


def wants_request(case: Case) -> bool:
    """Tell whether the body does not have the request: it was not sent, or did not reach it."""
    return case.phase in (Phase.PREPARING, Phase.UNDELIVERED)


def _refuse_out_of_turn(case: Case, step: Step) -> None:
    """Refuse a letter that would be a second one of its kind, or that follows a request nobody received."""
    letters = case.correspondence.filter(direction=Direction.OUT)
    ours = letters.filter(step=step)
    if ours.filter(outgoing__state__in=LIVE_STATES).exists():
        raise OnItsWay("A letter like this is waiting to be sent. Undo it first if you want to change it.")
    # It has been sent, and the case does not know yet.
    if ours.filter(outgoing__state=OutgoingMessage.State.SENT, settled_at=None).exists():
        raise OnItsWay("A letter like this has just been sent.")
    if step == Step.REQUEST and not wants_request(case):
        raise AlreadyAsked(HAVE_IT)
    if step != Step.REQUEST and case.phase == Phase.PREPARING:
        raise NotAskedYet("Send the request first; this letter refers to it.")
    practised = letters.filter(outgoing__mode=Mode.PRACTICE, outgoing__state=OutgoingMessage.State.SENT)
    if site_mode_now() == Mode.LIVE and practised.exists():
        raise OnlyPractised(
            "This request was only practice; they never received it. To send it for real, start a new campaign."
        )


def _refuse_empty_promise(case: Case, step: Step, letter: FilledLetter, now: datetime) -> None:
    """Refuse a letter that says "for the reasons below" with no reasons below."""
    text = unwrap(letter.text)
    if not promises(text):
        return
    try:
        plain = unwrap(filled_letter(case, step, now=now).text) if step != Step.OTHER else ""
    except (NoSuchLetter, MissingFact, UnknownPlaceholders, NoWordingForLaw):
        plain = ""
    promise = empty_promise(text, plain)
    if promise:
        raise SaysNothing(f"The letter says “{promise}”, but nothing follows. Write it there, or remove these words.")


def _filled(case: Case, step: Step, now: datetime) -> FilledLetter:
    try:
        return filled_letter(case, step, now=now)
    except (NoSuchLetter, MissingFact, UnknownPlaceholders, NoWordingForLaw) as refusal:
        raise NoLetter(f"The letter could not be filled in. {refusal}") from None


def _thread_of(case: Case) -> list[str]:
    """Return the ids of the messages of this case so far, oldest first, so that mail programs keep them together."""
    rows = case.correspondence.order_by("at").values_list("outgoing__message_id", "email__message_id")[:20]
    named = [f"<{message_id.strip('<>')}>" for row in rows for message_id in row if message_id]
    # Strangers' ids may be anything; one that no header can carry is left out of the thread.
    return [message_id for message_id in named if WELL_FORMED_ID.fullmatch(message_id)]
