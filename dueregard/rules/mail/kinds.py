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
from dueregard.rules.mail.headers import bare_message_ids
from dueregard.rules.mail.portal_links import portal_links
from dueregard.rules.mail.shapes import ReadMail, ReportedRecipient
from dueregard.rules.mail.verdict import Failure, Known, MailKind, SuggestedEvent

_ABSENCE = re.compile(
    r"\b(?:out of (?:the )?office|on (?:annual |maternity |paternity |parental |sick "
    r"|study )?leave|away from (?:the |my )?"
    r"(?:office|desk)|not in the office|currently away|on holiday|on vacation|absent from the office|ooo\b|i am away"
    r"|away until|returning on|return(?:ing)? to (?:the office|work)|no longer work(?:s|ing)? (?:for|at|here))",
    re.IGNORECASE,
)
_ABSENT_SUBJECT = re.compile(r"^\s*(?:out of (?:the )?office|away from|on leave|absence|abwesen)", re.IGNORECASE)
_AUTO_SUBJECT = re.compile(
    r"^\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response)|autoreply|autoresponse|auto:)", re.IGNORECASE
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
_SHORT_AUTO_CHARS = 3_000
_ABSENCE_LOOKED_FOR_IN = 1_000
# Wording that may hide an answer in a short letter: then a person reads it.
_MAYBE_ANSWER = re.compile(
    r"\b(?:as follows|see below|set out below|listed below|in answer to|please (?:see|refer)|attached|enclosed"
    r"|Q ?\d|question \d)\b|\?(?:\s|$)",
    re.IGNORECASE,
)
_LIST_LINE = re.compile(r"^[ \t]{0,10}(?:\d{1,2}[.)]|[-*\u2022])\s", re.MULTILINE)
_MESSAGE_ID_LINE = re.compile(r"^[> \t]{0,10}message-id:\s{0,5}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class KindFound:
    """The kind, why, and the messages of ours that could not be delivered."""

    kind: MailKind
    reasons: tuple[str, ...]
    failures: tuple[Failure, ...] = ()


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


def find_kind(mail: ReadMail, own: str, known: Known, events: tuple[SuggestedEvent, ...]) -> KindFound:
    """What kind of message it is. `own` are its own words, without quotes, and `events` what they seem to say."""
    return (
        _own_copy(mail, known)
        or _loop(mail, known)
        or _report(mail)
        or _bounce_without_report(mail, known)
        or _absence(mail, own)
        or _portal_notice(mail, own, events)
        or _acknowledgement(mail, own, events)
        or _auto_reply(mail, own, events)
        or KindFound(MailKind.REPLY, (_why_reply(mail),))
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
        done = report.disposition.rpartition(";")[2].strip() or "handled"
        return KindFound(MailKind.DELIVERY_RECEIPT, (f"It is a receipt: their mail program says \u201c{done}\u201d.",))
    failed = [entry for entry in report.recipients if _did_not_arrive(entry)]
    if failed:
        return KindFound(
            MailKind.BOUNCE, tuple(_bounce_reason(entry) for entry in failed), tuple(map(_failure, failed))
        )
    if report.recipients:
        return KindFound(MailKind.DELIVERY_RECEIPT, ("The mail server reports that our message was delivered.",))
    return None


def _did_not_arrive(entry: ReportedRecipient) -> bool:
    """The status outweighs the word: some servers report a success as failed, with status 2.x."""
    if entry.status.startswith("2"):
        return False
    return entry.action in {"failed", "delayed"} or entry.status.startswith(("4", "5"))


def _failure(entry: ReportedRecipient) -> Failure:
    is_permanent = entry.action == "failed" or (entry.action != "delayed" and entry.status.startswith("5"))
    return Failure(is_permanent, entry.address, entry.status, entry.diagnostic)


def _bounce_reason(entry: ReportedRecipient) -> str:
    status = f" (status {entry.status})" if entry.status else ""
    if _failure(entry).is_permanent:
        return f"The mail server reports that our message to {entry.address or 'them'} could not be delivered{status}."
    return (
        f"The mail server reports that our message to {entry.address or 'them'} is delayed{status}; it is still trying."
    )


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
    return KindFound(MailKind.BOUNCE, (reason,), (Failure(not is_delay, address, "", mail.subject[:200]),))


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


def _absence(mail: ReadMail, own: str) -> KindFound | None:
    if _carries_files(mail):
        return None
    sent_by_machine = _is_auto(mail) or (_AUTO_SUBJECT.match(mail.subject) and "an automatic subject")
    if _ABSENT_SUBJECT.match(mail.subject):
        return KindFound(MailKind.OUT_OF_OFFICE, ("Its subject says that someone is away.",))
    if sent_by_machine and (_ABSENCE.search(own[:_ABSENCE_LOOKED_FOR_IN]) or _ABSENCE.search(mail.subject)):
        return KindFound(
            MailKind.OUT_OF_OFFICE, (f"It is an automatic message ({sent_by_machine}) saying that someone is away.",)
        )
    return None


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


def _acknowledgement(mail: ReadMail, own: str, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    """Only where the letter does nothing but acknowledge: if it has a file or says anything else, a person reads it."""
    kinds = {event.kind for event in events}
    if kinds != {EventKind.ACKNOWLEDGED} and kinds != {EventKind.REVIEW_ACKNOWLEDGED}:
        return None
    if _carries_files(mail) or mail.protection == "encrypted" or not mail.is_complete:
        return None
    if len(own) > _SHORT_NOTICE_CHARS or (_may_answer(own) and not _answers_by_itself(mail)):
        return None
    return KindFound(
        MailKind.ACKNOWLEDGEMENT, (f"It only acknowledges receipt: \u201c{events[0].passage[:200]}\u201d",)
    )


def _auto_reply(mail: ReadMail, own: str, events: tuple[SuggestedEvent, ...]) -> KindFound | None:
    """Only an automatic answer that says nothing about the request."""
    if _carries_files(mail) or events or len(own) > _SHORT_AUTO_CHARS or portal_links(own):
        return None
    if sign := _answers_by_itself(mail):
        return KindFound(MailKind.AUTO_REPLY, (f"It is an automatic reply ({sign}).",))
    return None


def _answers_by_itself(mail: ReadMail) -> str:
    """The sign of an automatic answer. Case management sends real letters as auto-generated: they do not count."""
    header = _is_auto(mail)
    if header and "auto-generated" not in header:
        return header
    return "its subject says so" if _AUTO_SUBJECT.match(mail.subject) else ""


def _may_answer(own: str) -> bool:
    return bool(_MAYBE_ANSWER.search(own)) or len(_LIST_LINE.findall(own)) > 1


def _carries_files(mail: ReadMail) -> bool:
    """Whether it has files that may hold an answer; digital signatures and the pictures in a footer do not."""
    return any(
        part.origin not in {"inline", "signature"}
        and not (part.declared_type.startswith("image/") and part.size < 50_000)
        for part in mail.parts
    )


def _why_reply(mail: ReadMail) -> str:
    if header := _is_auto(mail):
        return f"It was sent automatically ({header}), but it may contain an answer, so a person should read it."
    return "It does not look automatic, so we treat it as a reply."
