"""Tells whether a mail system reports that a letter of ours did not arrive, by its report or by its prose, and "
"how sure that is.

A machine-readable report counts first. Prose counts only from a mail system, and a rule acts on it alone only where it
names a letter or an address of ours. What a bounce does to a case is for the caller.
Source: RFC 3464 (reports), RFC 8098 and RFC 5429 (receipts), RFC 3834 (who answers by itself).
"""

from __future__ import annotations

import re

from dueregard.rules.mail.bounce_shapes import InProse, in_copy, read_prose
from dueregard.rules.mail.machine_signs import automatic_header
from dueregard.rules.mail.verdict import Failure, KindFound, Known, MailKind
from dueregard.rules.mime.headers import bare_message_ids
from dueregard.rules.mime.shapes import ReadMail, ReportedRecipient

_MAIL_SYSTEM = re.compile(
    r"^(?:mailer-?daemon|post[_-]?master|mail-daemon|mailerdaemon|mdaemon|microsoftexchange[0-9a-f]*|mail\.deliv"
    r"ery\.system"
    r"|mail-delivery|maildelivery|delivery)(?:@|$)",
    re.IGNORECASE,
)
_MAIL_SYSTEM_NAME = re.compile(
    r"mail(?:er)? ?(?:delivery|deliver|transfer)? ?(?:sub-?)?system|mailer-daemon|mail administrator|system admi"
    r"nistrator"
    r"|internet mail delivery|postmaster|mail daemon|microsoft outlook$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?!\s*(?:re|aw)\s?:).{0,300}\b(?:undeliver|returned? (?:mail|e-?mail|message|to sender)|mail (?:delivery|"
    r"system error)|delivery (?:sta"
    r"tus|failure|failed"
    r"|notification|report|error|problem|has failed)|failure notice|failed mail|non[- ]?delivery|not delivered|m"
    r"ail failure"
    r"|unzustellbar|message (?:delayed|status)|warning: (?:message|could not send)|delayed mail|mail could not b"
    r"e delivered"
    r"|non remis|onbestelbaar|error sending|unable to deliver|bounced|rejected mail|permanent delivery|mail fail"
    r"ed|processing error|delivery warning|failed mail)",
    re.IGNORECASE,
)
_MESSAGE_ID_LINE = re.compile(r"^[> \t]{0,10}message-id:\s{0,5}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_SMTP_REPLY = re.compile(r"(?:^|[\s:])[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3}\b|<|\w)")
# RFC 8098 3.2.6.2, and two words of older programs. RFC 5429 2.1.2 rejects with the word deleted.
_RECEIVED = frozenset({"displayed", "dispatched", "processed", "printed", "forwarded"})
# RFC 3464 2.3.3: of the five actions these three say that the message went on.
_WENT_ON = frozenset({"delivered", "relayed", "expanded"})


def ids_of_ours_in(mail: ReadMail) -> tuple[str, ...]:
    """Message ids that a report, a returned letter or a forwarded one names: each may be one of ours."""
    found = [mail.report.original_message_id] if mail.report else []
    found += [nested.message_id for nested in mail.nested]
    if is_from_mail_system(mail):
        for match in _MESSAGE_ID_LINE.finditer(mail.text[:200_000]):
            found += bare_message_ids(match.group(1))
    return tuple(dict.fromkeys(message_id for message_id in found if message_id))


def is_from_mail_system(mail: ReadMail) -> bool:
    """Whether a mail server wrote it: nobody is to be answered, and the sender has a mail server's name."""
    return _is_called_mail_system(mail) and (mail.has_empty_return_path or automatic_header(mail) != "")


def _is_called_mail_system(mail: ReadMail) -> bool:
    who = mail.sender.address or mail.sender.name
    return bool(_MAIL_SYSTEM.match(who)) or bool(_MAIL_SYSTEM_NAME.search(mail.sender.name))


def find_report(mail: ReadMail, known: Known) -> KindFound | None:
    """What a mail system reports, in a form for machines or in prose."""
    return _report(mail) or _prose(mail, known)


def _report(mail: ReadMail) -> KindFound | None:
    report = mail.report
    if report is None:
        return None
    if report.kind == "disposition":
        address = report.recipients[0].address if report.recipients else ""
        return _receipt(report.disposition, address)
    failed = [entry for entry in report.recipients if not _arrived(entry)]
    if failed:
        reasons = tuple(_reason(entry) for entry in failed)
        # A failure with the number of a success contradicts itself: nobody knows what became of the letter.
        is_odd = any(entry.status.startswith("2") for entry in failed)
        return KindFound(
            MailKind.BOUNCE,
            reasons,
            tuple(_failure(mail, entry) for entry in failed),
            is_odd,
            reasons[0] if is_odd else "",
        )
    if report.recipients:
        why = "The mail server reports that our message was delivered."
        return KindFound(MailKind.DELIVERY_RECEIPT, (why,), needs_person=False)
    return None


def _receipt(disposition: str, address: str) -> KindFound:
    """A read receipt. Only what was shown, printed or passed on was received; deleted or denied is a rejection."""
    done = disposition.rpartition(";")[2].strip() or "handled"
    reason = f"It is a receipt: their mail program says \u201c{done}\u201d."
    if done.split("/")[0].strip() in _RECEIVED:
        return KindFound(MailKind.DELIVERY_RECEIPT, (reason,), needs_person=False)
    doubt = f"Their mail program says \u201c{done}\u201d about our letter: it may never have been read."
    return KindFound(MailKind.BOUNCE, (reason,), (Failure(True, address, "", disposition[:200]),), True, doubt)


def _arrived(entry: ReportedRecipient) -> bool:
    return entry.action in _WENT_ON and not entry.status.startswith(("4", "5"))


def _failure(mail: ReadMail, entry: ReportedRecipient) -> Failure:
    address = entry.address if "@" in entry.address.lstrip("@") else next(iter(in_copy(mail, "", set())), entry.address)
    return Failure(_is_final(entry), address, entry.status, entry.diagnostic)


def _is_final(entry: ReportedRecipient) -> bool:
    """Whether they have given up. The word says so; the class of the status only where there is no such word."""
    is_for_now = entry.action == "delayed" or (entry.action != "failed" and entry.status.startswith("4"))
    return not is_for_now and not entry.status.startswith("2")


def _reason(entry: ReportedRecipient) -> str:
    status = f" (status {entry.status})" if entry.status else ""
    whom = entry.address or "them"
    if entry.status.startswith("2"):
        return f"The mail server reports that our message to {whom} failed, but gave a success code{status}."
    if _is_final(entry):
        return f"The mail server reports that our message to {whom} could not be delivered{status}."
    return f"The mail server reports that our message to {whom} is delayed{status}; it is still trying."


def _prose(mail: ReadMail, known: Known) -> KindFound | None:
    """A bounce without a report: from a mail system, or called one, in one of the shapes that mail systems use."""
    is_theirs = _is_called_mail_system(mail) or mail.has_empty_return_path or mail.report is not None
    is_named = bool(mail.header("x-failed-recipients"))
    is_called_so = bool(_SUBJECT.search(mail.subject))
    if not (is_theirs or is_named or is_called_so):
        return None
    found = read_prose(mail)
    is_known_shape = bool(found.says) and (is_theirs or bool(found.addresses))
    is_coded = is_theirs and is_called_so and bool(_SMTP_REPLY.search(mail.text[:20_000]))
    is_ours = is_from_mail_system(mail) and named_ours(mail, known)
    return _judged(mail, known, found) if is_named or is_known_shape or is_coded or is_ours else None


def named_ours(mail: ReadMail, known: Known) -> bool:
    """Whether it names a letter of ours by its message id."""
    return bool({*ids_of_ours_in(mail), *mail.in_reply_to, *mail.references} & set(known.case_by_message_id))


def _judged(mail: ReadMail, known: Known, found: InProse) -> KindFound:
    """A rule acts alone only where nobody is to be answered, and a letter of ours or an address we wrote to is "
    "named."""
    written_to = {case.address for case in known.cases.values() if case.address}
    is_ours = named_ours(mail, known) or bool(written_to.intersection(found.addresses))
    is_sure = is_ours and (mail.has_empty_return_path or is_from_mail_system(mail))
    whom = ", ".join(found.addresses[:3]) or "them"
    says = "did not arrive" if found.is_permanent else "is delayed, and they are still trying"
    reasons = (f"A mail system sent it; it says that our message to {whom} {says}.",)
    doubt = "" if is_sure else f"A mail system says: \u201c{found.says or mail.subject[:200]}\u201d"
    failures = tuple(
        Failure(found.is_permanent, address, "", mail.subject[:200]) for address in found.addresses or ("",)
    )
    return KindFound(MailKind.BOUNCE, reasons, failures, not is_sure, doubt)
