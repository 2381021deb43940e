"""Filing a stored e-mail: to its case when triage is certain, to the holding pen when it is not. Nothing is dropped.

Reading and sorting (rules/mail/triage) happen in a limited child process, before any transaction; this only writes.
"""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.actions.mark_email import mark_email, take_email
from dueregard.foundation.mail.actions.settle_message import NotOurs, settle_by_copy
from dueregard.foundation.mail.gateways.parser import (
    Opened,
    ParserGaveUp,
    SorterGaveUp,
    open_in_child,
    sort_in_child,
)
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.parts.foi.actions.collect_answer import last_day_said
from dueregard.parts.foi.actions.file_documents import file_new_documents
from dueregard.parts.foi.actions.hold_email import hold_email, suggestions_of, to_be_sorted
from dueregard.parts.foi.actions.keep_files import KeptFile, keep_files, notes_of, the_email_itself
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.actions.settle_letters import reopen_letter, settle_letters_of
from dueregard.parts.foi.models import Attachment, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Means, Step
from dueregard.parts.foi.queries.triage_facts import known_facts, letters_read_before
from dueregard.rules.casework.events import EventKind, Phase
from dueregard.rules.mail.triage import facts_wanted, may_repeat, triage, with_envelope
from dueregard.rules.mail.verdict import FileTo, Guess, Hold, MailKind, Verdict
from dueregard.rules.mime.arrival import came_at
from dueregard.rules.mime.shapes import ReadMail

_TO_FILE = Asked(
    lambda pk: StoredEmail.objects.filter(pk=pk, state__in=[StoredEmail.State.WAITING, StoredEmail.State.HELD])
)
_CASE = Asked(
    lambda pk: Case.objects.select_for_update(of=("self",)).select_related("body", "group").filter(pk=pk).order_by()
)
_FILED_HERE = Asked(
    lambda case, key: Correspondence.objects.filter(case=case, email__content_key=key).order_by().values_list("pk")[:1]
)
_UNSORTED = Asked(
    lambda case: (
        Correspondence.objects.filter(case=case, is_sorted=False)
        .order_by()
        .values("case")
        .annotate(waiting=Count("pk"))
        .values_list("waiting", flat=True)
    )
)


def file_stored_email(*, pk: UUID, now: datetime) -> None:
    """Read, sort and file one stored e-mail. Safe to run twice: an e-mail that no longer waits is left alone."""
    email = _TO_FILE.first(pk)
    if email is None:
        return
    if email.state == StoredEmail.State.HELD:
        if to_be_sorted().filter(pk=pk).exists():  # it could not be read however often it was tried; see sweep_mail
            _hold_unread(email, email.trouble, now)
        return
    raw = store.get(email.sha256)
    try:
        opened = open_in_child(
            raw,
            envelope_to=email.envelope_to,
            envelope_from=email.envelope_from,
            reply_address=settings.REPLY_ADDRESS,
        )
    except ParserGaveUp as refusal:
        _hold_unread(email, str(refusal), now)
        return
    mail = opened.mail
    try:
        verdict = _verdict_on(opened)
    except SorterGaveUp as refusal:
        verdict = _for_a_person(email, str(refusal))
        hold_email(
            email=email,
            mail=mail,
            verdict=verdict,
            files=keep_files(raw, mail, opened.turn),
            trouble=str(refusal),
            now=now,
        )
        return
    if verdict.kind is MailKind.OUR_OWN_COPY:
        _settle_copies(email, mail, verdict, now)
    elif isinstance(verdict.filing, Hold):
        hold_email(
            email=email, mail=mail, verdict=verdict, files=keep_files(raw, mail, opened.turn), trouble="", now=now
        )
    else:
        _file(email, mail, verdict, verdict.filing, keep_files(raw, mail, opened.turn), now)


def _verdict_on(opened: Opened) -> Verdict:
    """What triage says; of a short letter, in the light of what they wrote before."""
    mail, known = opened.mail, known_facts(opened.mail, opened.wanted)
    verdict = sort_in_child(opened, known)
    if not may_repeat(mail, verdict) or not isinstance(verdict.filing, FileTo):
        return verdict
    before = letters_read_before(verdict.filing.case_id, mail.sender.address)
    return sort_in_child(opened, replace(known, read_before=before)) if before else verdict


def _hold_unread(email: StoredEmail, trouble: str, now: datetime) -> None:
    """Hold an e-mail that could not be read, with itself as a file."""
    verdict = _for_a_person(email, trouble or "This e-mail could not be read.")
    files = [the_email_itself(email)]
    hold_email(email=email, mail=ReadMail(), verdict=verdict, files=files, trouble=trouble, now=now)


def _for_a_person(email: StoredEmail, trouble: str) -> Verdict:
    """Say that a person decides, and which case the envelope names: nothing that a stranger wrote is looked at."""
    envelope = with_envelope(ReadMail(), email.envelope_to, email.envelope_from)
    filing = triage(envelope, known_facts(envelope, facts_wanted(envelope, settings.REPLY_ADDRESS))).filing
    guesses = (Guess(filing.case_id, 90, filing.reasons),) if isinstance(filing, FileTo) else filing.guesses
    return Verdict(filing=Hold(guesses, (trouble,)), kind=MailKind.REPLY, kind_reasons=())


def _settle_copies(email: StoredEmail, mail: ReadMail, verdict: Verdict, now: datetime) -> None:
    with transaction.atomic():
        locked = _lock(email)
        if locked is None:
            return
        for message_id in verdict.settles:
            try:
                reopen_letter(message=settle_by_copy(message_id=f"<{message_id}>", now=now))
            except NotOurs:
                continue  # someone else's id in the same header; it has nothing to do with us
        _mark(locked, StoredEmail.State.SETTLED, mail, now)


def _file(
    email: StoredEmail, mail: ReadMail, verdict: Verdict, filing: FileTo, files: list[KeptFile], now: datetime
) -> None:
    settle_letters_of(case_id=filing.case_id, now=now)
    with transaction.atomic():
        if not take_email(email=email, state=StoredEmail.State.FILED, now=now, read=_read(mail)):
            return
        case = _CASE.first(UUID(filing.case_id))
        if case is None:
            raise Case.DoesNotExist
        # Whichever copy of it was read first: two workers may have read both, so neither waits for the other.
        if _FILED_HERE.all(case.pk, email.content_key):
            _mark(email, StoredEmail.State.SETTLED, mail, now, trouble="We already have this e-mail, and it is filed.")
            return
        write_reply(case=case, email=email, mail=mail, verdict=verdict, reasons=filing.reasons, files=files, now=now)


def write_reply(
    *,
    case: Case,
    email: StoredEmail,
    mail: ReadMail,
    verdict: Verdict,
    reasons: tuple[str, ...],
    files: list[KeptFile],
    now: datetime,
) -> Correspondence:
    """Put an e-mail into a case with its files, and record what may be recorded automatically. Lock both rows first."""
    lost = _lost_the_request(case, verdict)
    is_sorted = not verdict.needs_person and (lost or not _lost_a_letter(case, verdict))
    at = came_at(
        stored_at=email.received_at,
        sent_at=mail.sent_at,
        is_from_a_file=email.arrived_by == StoredEmail.Arrival.UPLOAD,
    )
    suggestions = suggestions_of(verdict, timezone.localdate(at))
    reply = Correspondence(
        case=case,
        direction=Direction.IN,
        means=Means.PORTAL if verdict.kind is MailKind.PORTAL_NOTICE else Means.EMAIL,
        at=at,
        subject=mail.subject[:998],
        text=mail.text,
        html=mail.safe_html,
        sender=mail.sender.address[:320],
        email=email,
        created_at=now,
        kind=verdict.kind.value,
        is_sorted=is_sorted,
        sorted_by_rule=is_sorted,
        reasons=[*reasons, *verdict.kind_reasons],
        suggestions=suggestions,
        notes=notes_of(mail),
        **last_day_said(suggestions, kind=verdict.kind.value),
    )
    add_row(reply)
    attachments = [Attachment(correspondence=reply, **asdict(kept)) for kept in files]
    file_new_documents(message=reply, attachments=attachments, now=now)
    case.unsorted = sum(_UNSORTED.all(case.pk))
    case.last_at = max(case.last_at, reply.at)
    case.collect_by = min(filter(None, (case.collect_by, reply.collect_by)), default=None)
    case.save(update_fields=["unsorted", "last_at", "collect_by"])
    _record_what_is_certain(reply, case, verdict, now)
    mark_changed(kind="case", keys=[str(case.pk)])
    record_act(by=None, did="file_reply", on=reply, at=now, details={"kind": verdict.kind.value})
    return reply


def _record_what_is_certain(reply: Correspondence, case: Case, verdict: Verdict, now: datetime) -> None:
    on = timezone.localdate(reply.at)
    if _lost_the_request(case, verdict):
        why = "; ".join(f"{failure.address}: {failure.diagnostic or failure.status}" for failure in verdict.failures)
        record_event(case=case, kind=EventKind.UNDELIVERED, on=on, by=None, now=now, correspondence=reply, because=why)
        return
    if verdict.doubts_arrival and case.phase == Phase.WAITING:
        record_event(
            case=case,
            kind=EventKind.ARRIVAL_DOUBTED,
            on=on,
            by=None,
            now=now,
            correspondence=reply,
            because=verdict.doubts_arrival,
        )
    for suggested in verdict.suggested_events:
        # In a storm of acknowledgements only the day's first counts; the others stay out of the body's history.
        if suggested.is_certain and not case.events.filter(kind=suggested.kind, on=on, struck_at=None).exists():
            record_event(
                case=case,
                kind=suggested.kind,
                on=on,
                by=None,
                now=now,
                correspondence=reply,
                because=suggested.reason,
                sections=suggested.sections,
                until=suggested.on,
            )


def _lost_the_request(case: Case, verdict: Verdict) -> bool:
    """Tell whether it was the request itself that failed for good, with nothing heard from them since.

    A report that names none of our letters can only be about the request while that is the only letter.
    """
    if verdict.needs_person or case.phase != Phase.WAITING or not _lost_a_letter(case, verdict):
        return False
    letters = case.correspondence.filter(direction=Direction.OUT, outgoing__isnull=False)
    if verdict.settles:
        letters = letters.filter(outgoing__message_id__in=[f"<{message_id}>" for message_id in verdict.settles])
    return set(letters.exclude(outgoing__state=OutgoingMessage.State.UNDONE).values_list("step", flat=True)) == {
        Step.REQUEST
    }


def _lost_a_letter(case: Case, verdict: Verdict) -> bool:
    """Tell whether a letter of ours will never arrive, in a case where that still matters."""
    matters = case.phase not in (Phase.UNDELIVERED, Phase.CLOSED)
    return matters and verdict.kind is MailKind.BOUNCE and any(failure.is_permanent for failure in verdict.failures)


def _lock(email: StoredEmail) -> StoredEmail | None:
    return to_be_sorted().select_for_update(of=("self",)).filter(pk=email.pk).first()


def _mark(email: StoredEmail, state: StoredEmail.State, mail: ReadMail, now: datetime, trouble: str = "") -> None:
    mark_email(email=email, state=state, now=now, trouble=trouble, read=_read(mail))


def _read(mail: ReadMail) -> tuple[str, str, str]:
    return mail.message_id, mail.sender.address, mail.subject
