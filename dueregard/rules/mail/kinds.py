"""Tells what kind of message it is: a reply, an acknowledgement, an absence, a bounce, a receipt, a notice of a portal.

What mail systems report is for `bounces`. A letter is sorted away only where `harmless` knows every sentence of it:
anything in doubt is a reply, a machine's letter as well.
"""

from __future__ import annotations

from dueregard.rules.casework.events import EventKind
from dueregard.rules.casework.reply_address import tokens_in
from dueregard.rules.law.deadline_facts import uk_day
from dueregard.rules.mail.arrival_doubts import doubt_in
from dueregard.rules.mail.bounces import find_report, is_from_mail_system
from dueregard.rules.mail.harmless import Reading
from dueregard.rules.mail.known_sentences import Saying
from dueregard.rules.mail.machine_signs import automatic_header, sign_of_a_machine
from dueregard.rules.mail.portal_notices import portal_notice
from dueregard.rules.mail.verdict import KindFound, Known, MailKind, SuggestedEvent
from dueregard.rules.mime.shapes import ReadMail

# Shown with a letter that is known by an earlier one.
WRITTEN_BEFORE = (
    "Its words are those of an earlier letter from this body, which one of you read and sorted as an acknowledgement."
)
ACKNOWLEDGING = frozenset({EventKind.ACKNOWLEDGED, EventKind.REVIEW_ACKNOWLEDGED})


def find_kind(
    mail: ReadMail, own: str, reading: Reading, known: Known, events: tuple[SuggestedEvent, ...]
) -> KindFound:
    """What kind of message it is. `own` are its own words, without quotes, and `events` what they seem to say.

    `reading` is that of the whole letter, quotes and footers included.
    """
    return (
        _own_copy(mail, known)
        or _loop(mail, known)
        or find_report(mail, known)
        or _portal_notice(mail, own, events)
        or _says_nothing(mail, reading, events)
        or _reply(mail)
    )


def is_ours(address: str, known: Known) -> bool:
    """Whether an address is one this site sends from."""
    return address in known.own_addresses or bool(address and tokens_in([address], known.address_pattern))


def _own_copy(mail: ReadMail, known: Known) -> KindFound | None:
    if mail.message_id in known.case_by_message_id and is_ours(mail.sender.address, known):
        return KindFound(MailKind.OUR_OWN_COPY, ("It is a copy of a letter we sent, so that letter did go out.",))
    return None


def _loop(mail: ReadMail, known: Known) -> KindFound | None:
    marked = mail.header("x-loop")
    if marked and any(is_ours(word.strip("<>,;").lower(), known) for word in marked.split()):
        return KindFound(MailKind.LOOP, ("It carries our own mail-loop mark: our message has come back to us.",))
    if is_ours(mail.sender.address, known) and automatic_header(mail):
        return KindFound(MailKind.LOOP, ("It was sent automatically from our own address: a mail loop.",))
    return None


def _portal_notice(mail: ReadMail, own: str, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    kinds = {event.kind for event in events}
    notice = portal_notice(
        mail,
        own,
        came_on=uk_day(mail.sent_at) if mail.sent_at else None,
        decides=bool(kinds - ACKNOWLEDGING - {EventKind.RELEASED}),
        acknowledges=EventKind.ACKNOWLEDGED in kinds,
    )
    return KindFound(MailKind.PORTAL_NOTICE, (notice.because,)) if notice else None


def _says_nothing(mail: ReadMail, reading: Reading, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    """An acknowledgement, an absence or an automatic answer: only where every sentence is known to say nothing more."""
    if not reading.is_harmless or _carries_files(mail) or mail.protection == "encrypted" or not mail.is_complete:
        return None
    if {event.kind for event in events} - ACKNOWLEDGING:
        return None
    says = reading.sayings
    if Saying.NO_REPLY in says and Saying.RECEIVED not in says:
        return None
    machine = sign_of_a_machine(mail)
    if Saying.ABSENT in says:
        why = f"It is an automatic message ({machine}) saying that someone is away, and it says nothing else."
        return KindFound(MailKind.OUT_OF_OFFICE, (why,), needs_person=False) if machine else None
    if {Saying.RECEIVED, Saying.PROMISE, Saying.READ_BEFORE} & says:
        return _acknowledgement(reading, events)
    if machine:
        why = f"It is an automatic reply ({machine}), and no sentence of it needs an answer."
        return KindFound(MailKind.AUTO_REPLY, (why,), needs_person=False)
    return None


def _acknowledgement(reading: Reading, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    passage = reading.first(Saying.RECEIVED, Saying.PROMISE, Saying.READ_BEFORE)[:500]
    if {Saying.RIGHTS, Saying.ELSEWHERE} & reading.sayings and Saying.PROMISE not in reading.sayings:
        return None  # whoever tells how to complain or where to look, and promises nothing, may have answered elsewhere
    found = events or (
        SuggestedEvent(EventKind.ACKNOWLEDGED, passage, "The passage says that they have received the request."),
    )
    why = f"It only acknowledges receipt: \u201c{(events[0].passage if events else passage)[:200]}\u201d"
    reasons = (why, WRITTEN_BEFORE) if Saying.READ_BEFORE in reading.sayings else (why,)
    return KindFound(MailKind.ACKNOWLEDGEMENT, reasons, needs_person=False, events=found)


def _reply(mail: ReadMail) -> KindFound:
    """Whatever is in doubt is a reply; where a machine wrote it, it may say that our letter did not arrive."""
    is_automatic = sign_of_a_machine(mail) != "" or mail.has_empty_return_path or is_from_mail_system(mail)
    doubt = doubt_in(mail.text) if is_automatic else ""
    reasons = (
        (_why_reply(mail), f"Our letter may not have arrived: \u201c{doubt}\u201d") if doubt else (_why_reply(mail),)
    )
    return KindFound(MailKind.REPLY, reasons, doubts_arrival=doubt)


def _carries_files(mail: ReadMail) -> bool:
    """Whether it has files that may hold an answer; digital signatures and the pictures in a footer do not."""
    return any(
        part.origin != "signature" and not (part.declared_type.startswith("image/") and part.size < 50_000)
        for part in mail.parts
    )


def _why_reply(mail: ReadMail) -> str:
    if header := automatic_header(mail):
        return f"It was sent automatically ({header}), but it may contain an answer, so a person should read it."
    return "It does not look automatic, so we treat it as a reply."
