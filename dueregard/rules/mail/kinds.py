"""Tells what kind of message it is: a reply, an acknowledgement, an absence, a bounce, a receipt, a notice of a portal.

A bounce is recognised by its structure alone, never by numbers in its prose. An automatic message that a
person should see stays a reply: anything in doubt is a reply.
Source: RFC 3464, RFC 3834 (Auto-Submitted), RFC 8098.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dueregard.rules.casework.events import EventKind
from dueregard.rules.casework.reply_address import tokens_in
from dueregard.rules.mail.arrival_doubts import doubt_in
from dueregard.rules.mail.harmless import Reading
from dueregard.rules.mail.headers import bare_message_ids
from dueregard.rules.mail.known_sentences import Saying
from dueregard.rules.mail.portal_links import portal_links
from dueregard.rules.mail.shapes import ReadMail, ReportedRecipient
from dueregard.rules.mail.verdict import Failure, Known, MailKind, SuggestedEvent

_AUTO_SUBJECT = re.compile(
    r"^\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response)|autoreply|autoresponse|auto:|out of (?:the )?office"
    r"|ateb awtomatig|ymateb awtomatig)",
    re.IGNORECASE,
)
_MAIL_SYSTEM = re.compile(
    r"^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|microsoftexchange[0-9a-f]*)@", re.IGNORECASE
)
_DELAYED = re.compile(
    r"\b(?:delay(?:ed)?|warning|deferred|not yet|still (?:being )?(?:retried|trying))\b", re.IGNORECASE
)
_NOTICE = re.compile(
    r"\b(?:response|reply|answer|message|files?|documents?|letter|update)\b.{0,120}"
    r"\b(?:available|ready|waiting|uploaded|view(?:ed)?"
    r"|download(?:ed)?|access(?:ed)?|shared|secure(?:ly)?|encrypted|collect(?:ed)?)\b"
    r"|\b(?:view|download|access|read|open|collect|retrieve)\b.{0,80}\b(?:response|reply"
    r"|message|files?|documents?|letter)\b"
    r"|\b(?:access code|one[- ]time (?:pass)?code|passcode|log ?in to|sign in to|link (?:will )?expires?)\b"
    r"|\bshared\b.{0,60}\bwith you\b",
    re.IGNORECASE,
)
# A letter longer than this says something more than its kind needs.
_SHORT_NOTICE_CHARS = 4_000
_MESSAGE_ID_LINE = re.compile(r"^[> \t]{0,10}message-id:\s{0,5}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class KindFound:
    """The kind, why, and the messages of ours that could not be delivered.

    `needs_person` is false only where the structure says all, or every sentence is known to say nothing.
    """

    kind: MailKind
    reasons: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    needs_person: bool = True
    doubts_arrival: str = ""
    events: tuple[SuggestedEvent, ...] = ()


def ids_of_ours_in(mail: ReadMail) -> tuple[str, ...]:
    """The message ids that a report, a returned letter or a forwarded one names: any may be ours."""
    found = [mail.report.original_message_id] if mail.report else []
    found += [nested.message_id for nested in mail.nested]
    if is_from_mail_system(mail):
        for match in _MESSAGE_ID_LINE.finditer(mail.text[:200_000]):
            found += bare_message_ids(match.group(1))
    return tuple(dict.fromkeys(message_id for message_id in found if message_id))


def is_from_mail_system(mail: ReadMail) -> bool:
    """Whether a mail server wrote it: the return path is empty and the sender has a mail server's name."""
    is_answered_by_nobody = mail.has_empty_return_path or _is_auto(mail) != ""
    return bool(_MAIL_SYSTEM.match(mail.sender.address)) and is_answered_by_nobody


def find_kind(
    mail: ReadMail, own: str, reading: Reading, known: Known, events: tuple[SuggestedEvent, ...]
) -> KindFound:
    """What kind of message it is. `own` are its own words, without quotes, and `events` what they seem to say.

    `reading` is that of the whole letter, quotes and footers included.
    """
    return (
        _own_copy(mail, known)
        or _loop(mail, known)
        or _report(mail)
        or _bounce_without_report(mail, known)
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
    if is_ours(mail.sender.address, known) and _is_auto(mail):
        return KindFound(MailKind.LOOP, ("It was sent automatically from our own address: a mail loop.",))
    return None


def _report(mail: ReadMail) -> KindFound | None:
    report = mail.report
    if report is None:
        return None
    if report.kind == "disposition":
        return _receipt(report.disposition)
    failed = [entry for entry in report.recipients if not _arrived(entry)]
    if failed:
        reasons = tuple(_bounce_reason(entry) for entry in failed)
        # A failure with the number of a success contradicts itself: nobody knows what became of the letter.
        is_odd = any(entry.status.startswith("2") for entry in failed)
        doubt = reasons[0] if is_odd else ""
        return KindFound(MailKind.BOUNCE, reasons, tuple(map(_failure, failed)), is_odd, doubt)
    if report.recipients:
        why = "The mail server reports that our message was delivered."
        return KindFound(MailKind.DELIVERY_RECEIPT, (why,), needs_person=False)
    return None


def _receipt(disposition: str) -> KindFound:
    """A read receipt. Only what was shown, printed or passed on was received; deleted or denied is a rejection."""
    done = disposition.rpartition(";")[2].strip() or "handled"
    reason = f"It is a receipt: their mail program says \u201c{done}\u201d."
    if done.split("/")[0].strip() in _RECEIVED:
        return KindFound(MailKind.DELIVERY_RECEIPT, (reason,), needs_person=False)
    doubt = f"Their mail program says \u201c{done}\u201d of our letter: it may never have been read."
    return KindFound(MailKind.BOUNCE, (reason,), (Failure(False, "", "", disposition[:200]),), True, doubt)


# RFC 8098 3.2.6.2, and two words of older programs. RFC 5429 2.1.2 rejects with the word deleted.
_RECEIVED = frozenset({"displayed", "dispatched", "processed", "printed", "forwarded"})
# RFC 3464 2.3.3: of the five actions these three say that the message went on.
_WENT_ON = frozenset({"delivered", "relayed", "expanded"})


def _arrived(entry: ReportedRecipient) -> bool:
    return entry.action in _WENT_ON and not entry.status.startswith(("4", "5"))


def _failure(entry: ReportedRecipient) -> Failure:
    is_for_now = entry.action == "delayed" or (entry.action != "failed" and entry.status.startswith("4"))
    return Failure(not is_for_now and not entry.status.startswith("2"), entry.address, entry.status, entry.diagnostic)


def _bounce_reason(entry: ReportedRecipient) -> str:
    status = f" (status {entry.status})" if entry.status else ""
    whom = entry.address or "them"
    if entry.status.startswith("2"):
        return f"The mail server reports that our message to {whom} failed, yet with the number of a success{status}."
    if _failure(entry).is_permanent:
        return f"The mail server reports that our message to {whom} could not be delivered{status}."
    return f"The mail server reports that our message to {whom} is delayed{status}; it is still trying."


def _bounce_without_report(mail: ReadMail, known: Known) -> KindFound | None:
    """An old-fashioned bounce: from a mail server, with an empty return path, and naming a message of ours."""
    if not is_from_mail_system(mail):
        return None
    named = {*ids_of_ours_in(mail), *mail.in_reply_to, *mail.references}
    if not named & set(known.case_by_message_id) and not mail.header("x-failed-recipients"):
        return None
    address = mail.header("x-failed-recipients").split(",")[0].strip().lower()
    is_delay = bool(_DELAYED.search(mail.subject)) and not mail.header("x-failed-recipients")
    says = "is delayed" if is_delay else "came back"
    reason = f"A mail server sent it, with no address to reply to, about our message, which {says}."
    failure = Failure(not is_delay, address, "", mail.subject[:200])
    return KindFound(MailKind.BOUNCE, (reason,), (failure,), needs_person=False)


def _is_auto(mail: ReadMail) -> str:
    """The header that says this was sent automatically, or nothing."""
    submitted = mail.header("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return f"Auto-Submitted: {submitted.split(';')[0]}"
    for name in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-autogenerated"):
        if mail.header(name) and mail.header(name).lower() not in {"no", "false"}:
            return name.title()
    if mail.header("precedence").lower() in {"auto_reply", "auto-reply"}:
        return f"Precedence: {mail.header('precedence')}"
    if mail.header("x-ms-exchange-inbox-rules-loop"):
        return "X-MS-Exchange-Inbox-Rules-Loop"
    return ""


def _portal_notice(mail: ReadMail, own: str, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    if _carries_files(mail):
        return None
    links = portal_links(own)
    if not links or len(own) > _SHORT_NOTICE_CHARS or not _NOTICE.search(own):
        return None
    if any(event.kind is EventKind.ACKNOWLEDGED for event in events) and not _says_answer_waits(own):
        return None
    return KindFound(MailKind.PORTAL_NOTICE, (f"It only says that something is waiting on {links[0].product}.",))


_ANSWER_WAITS = re.compile(
    r"\b(?:response|reply|answer|decision)\b.{0,80}\b(?:available|ready|waiting|uploaded"
    r"|been (?:issued|published|sent))\b"
    r"|\b(?:secure|encrypted|protected) (?:message|e-?mail|file)|\bshared\b.{0,60}\bwith you\b|\bdownload\b",
    re.IGNORECASE,
)


def _says_answer_waits(own: str) -> bool:
    return bool(_ANSWER_WAITS.search(own))


def _says_nothing(mail: ReadMail, reading: Reading, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    """An acknowledgement, an absence or an automatic answer: only where every sentence is known to say nothing more."""
    if not reading.is_harmless or _carries_files(mail) or mail.protection == "encrypted" or not mail.is_complete:
        return None
    if {event.kind for event in events} - _ACKNOWLEDGING:
        return None
    says = reading.sayings
    if Saying.NO_REPLY in says and Saying.RECEIVED not in says:
        return None
    machine = _is_auto(mail) or (_AUTO_SUBJECT.match(mail.subject) and "its subject says so")
    if Saying.ABSENT in says:
        why = f"It is an automatic message ({machine}) saying that someone is away, and it says nothing else."
        return KindFound(MailKind.OUT_OF_OFFICE, (why,), needs_person=False) if machine else None
    if Saying.RECEIVED in says or Saying.PROMISE in says:
        return _acknowledgement(reading, events)
    if machine:
        why = f"It is an automatic reply ({machine}), and no sentence of it needs an answer."
        return KindFound(MailKind.AUTO_REPLY, (why,), needs_person=False)
    return None


_ACKNOWLEDGING = frozenset({EventKind.ACKNOWLEDGED, EventKind.REVIEW_ACKNOWLEDGED})


def _acknowledgement(reading: Reading, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    passage = reading.first(Saying.RECEIVED, Saying.PROMISE)[:500]
    if Saying.RIGHTS in reading.sayings and Saying.PROMISE not in reading.sayings:
        return None  # whoever explains how to complain, and promises nothing, may have answered elsewhere
    found = events or (
        SuggestedEvent(EventKind.ACKNOWLEDGED, passage, "The passage says that the request has come in."),
    )
    why = f"It only acknowledges receipt: \u201c{(events[0].passage if events else passage)[:200]}\u201d"
    return KindFound(MailKind.ACKNOWLEDGEMENT, (why,), needs_person=False, events=found)


def _reply(mail: ReadMail) -> KindFound:
    """Whatever is in doubt is a reply; where a machine wrote it, it may say that our letter did not arrive."""
    machine = _is_auto(mail) or _AUTO_SUBJECT.match(mail.subject) or _MAIL_SYSTEM.match(mail.sender.address)
    doubt = doubt_in(mail.text) if machine else ""
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
    if header := _is_auto(mail):
        return f"It was sent automatically ({header}), but it may contain an answer, so a person should read it."
    return "It does not look automatic, so we treat it as a reply."
