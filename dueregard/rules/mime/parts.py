"""Sorts the parts of one message into its text, its files, its forwarded mails and its report.

Headers of the message itself and the final choice of text are for `incoming`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from dueregard.rules.mime.dates import instant_in
from dueregard.rules.mime.flowed import unfold
from dueregard.rules.mime.headers import Fields, addresses_in, bare_message_ids, read_fields, sender_in
from dueregard.rules.mime.html import html_to_text
from dueregard.rules.mime.letter import Letter, as_html, best_text, charset_of_html, is_html, read_text, why_no_text
from dueregard.rules.mime.limits import (
    MAX_DEPTH,
    MAX_HTML_CHARS,
    MAX_MAIL_DEPTH,
    MAX_PARTS,
    MAX_SUBJECT_CHARS,
    MAX_TEXT_CHARS,
)
from dueregard.rules.mime.packed import PackedFile
from dueregard.rules.mime.reports import (
    ORIGINAL_HEADER_TYPES,
    RECEIPT_TYPES,
    REPORT_TYPES,
    read_delivery_report,
    read_receipt,
)
from dueregard.rules.mime.shapes import Address, DeliveryReport, MailPart, NestedMail
from dueregard.rules.mime.smime import ENCRYPTED_NOTE, open_smime
from dueregard.rules.mime.structure import Leaf, Notes, content_and_rest, content_of, leaves_of
from dueregard.rules.mime.text import decode, name_of_subject, one_line, safe_name, storable
from dueregard.rules.mime.uuencode import take_out_uuencoded
from dueregard.rules.mime.winmail import SIGNATURE as WINMAIL_SIGNATURE
from dueregard.rules.mime.winmail import InnerMessage, read_winmail
from dueregard.rules.text.rich_text import words_of_rich_text

_WINMAIL_TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SMIME_TYPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SMIME_ENDINGS = (".p7m", ".p7z", ".p7c")
_SIGNATURE_TYPES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_MAIL_TYPES = {"message/rfc822", "message/global"}
_BODY_TYPES = {"text/plain", "text/html"}
_RICH_TEXT_TYPES = {"text/rtf", "application/rtf"}
_BARE_TYPES = {
    "application/octet-stream",
    "application/binary",
    "application/x-unknown",
    "application/eml",
    "text/plain",
}
_BEGINS_AS_MAIL = re.compile(rb"\s{0,20}(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_HEAD, _SNIFFED = 20_000, 400
_OUTLOOK_ENDINGS = (".msg", ".oft")


@dataclass
class Sorting:
    """Everything found in one e-mail so far.

    `wanted` is the position of the file whose content to keep; `contents`, where given, collects the content of all.
    """

    notes: Notes
    wanted: int = -1
    content: bytes | None = None
    contents: list[bytes] | None = None
    files: list[MailPart] = field(default_factory=list)
    nested: list[NestedMail] = field(default_factory=list)
    report: DeliveryReport | None = None
    original_id: str = ""
    protection: str = ""
    smime_depth: int = 0

    def attach(
        self, name: str, declared_type: str, content: bytes, origin: str, *, content_id: str = "", note: str = ""
    ) -> None:
        position = len(self.files)
        if position >= MAX_PARTS:
            self.notes.left_out(f"It contains more than {MAX_PARTS:,} files; the rest are not listed.")
            return
        if position == self.wanted:
            self.content = content
        if self.contents is not None:
            self.contents.append(content)
        shown_name = safe_name(name, f"file-{position + 1}{_ending_for(declared_type)}")
        if shown_name.lower().endswith(_OUTLOOK_ENDINGS) and not note:
            note = "This is an Outlook message; save it and open it to read it."
        digest = hashlib.sha256(content).hexdigest()
        shown_type = one_line(declared_type)[:100] or "application/octet-stream"
        self.files.append(
            MailPart(position, shown_name, shown_type, len(content), digest, origin, one_line(content_id)[:200], note)
        )


def sort_message(sorting: Sorting, source: bytes, start: int, end: int, mail_depth: int) -> Letter:
    """Reads every part of the message between `start` and `end` into `sorting`, and returns its own text."""
    letter = Letter(head=source[start : min(end, start + _HEAD)])
    for leaf in leaves_of(source, start, end, sorting.notes):
        try:
            _sort_leaf(sorting, letter, leaf, mail_depth)
        except MemoryError:
            raise
        except Exception as fault:  # whatever strangers' bytes cause, the part is kept and the rest is read
            sorting.notes.left_out(f"One part could not be read ({type(fault).__name__}); it is kept as a file.")
            sorting.attach("", "application/octet-stream", leaf.source[leaf.start : leaf.end], "attached")
    return letter


def _sort_leaf(sorting: Sorting, letter: Letter, leaf: Leaf, mail_depth: int) -> None:
    kind, name = leaf.content_type.value, _file_name(leaf)
    if leaf.is_unread:
        sorting.attach("unread-parts.eml", kind, leaf.source[leaf.start : leaf.end], "attached")
    elif kind in _MAIL_TYPES or kind in ORIGINAL_HEADER_TYPES or _is_mail_by_name(leaf, name):
        _sort_mail(sorting, leaf, mail_depth)
    elif kind in REPORT_TYPES or kind in RECEIPT_TYPES:
        _sort_report(sorting, leaf)
    elif kind in _WINMAIL_TYPES or name.lower() == "winmail.dat":
        _sort_winmail(sorting, letter, leaf, content_of(leaf, sorting.notes), mail_depth)
    elif kind in _SMIME_TYPES or (kind in _BARE_TYPES and name.lower().endswith(_SMIME_ENDINGS)):
        _sort_smime(sorting, letter, leaf, mail_depth)
    elif kind == "message/partial":
        _sort_piece(sorting, leaf, mail_depth)
    elif _is_body(leaf):
        _sort_text(sorting, letter, leaf)
    else:
        _sort_file(sorting, letter, leaf, mail_depth)


def _is_mail_by_name(leaf: Leaf, name: str) -> bool:
    """A forwarded letter whose sender's program gave it a name but not its kind."""
    if leaf.content_type.value not in _BARE_TYPES or not name.lower().endswith(".eml"):
        return False
    start = Leaf(
        leaf.source, leaf.start, min(leaf.end, leaf.start + 400), leaf.fields, leaf.content_type, leaf.disposition
    )
    return bool(_BEGINS_AS_MAIL.match(content_of(start, Notes())))


def _is_body(leaf: Leaf) -> bool:
    if leaf.content_type.value not in _BODY_TYPES or leaf.disposition.value == "attachment":
        return False
    return not _file_name(leaf) or not leaf.container


def _file_name(leaf: Leaf) -> str:
    return leaf.disposition.of.get("filename") or leaf.content_type.of.get("name") or ""


def _sort_file(sorting: Sorting, letter: Letter, leaf: Leaf, mail_depth: int) -> None:
    kind, content = leaf.content_type.value, content_of(leaf, sorting.notes)
    if content.startswith(WINMAIL_SIGNATURE) and kind in _BARE_TYPES:
        _sort_winmail(sorting, letter, leaf, content, mail_depth)
        return
    name = _file_name(leaf) or leaf.fields.text("content-description")[:100]
    content_id = next(iter(bare_message_ids(leaf.fields.text("content-id"))), "")
    origin = "attached"
    if kind in _SIGNATURE_TYPES:
        origin = "signature"
        sorting.protection = sorting.protection or "signed"
    elif leaf.disposition.value != "attachment" and content_id and kind.startswith("image/"):
        origin = "inline"
    if kind in {"application/pgp-encrypted"}:
        sorting.protection = "encrypted"
        sorting.notes.add(ENCRYPTED_NOTE)
    if kind in _RICH_TEXT_TYPES and not name and leaf.disposition.value != "attachment":
        letter.packed.append(storable(words_of_rich_text(content))[:MAX_TEXT_CHARS].strip())
    sorting.attach(name, kind, content, origin, content_id=content_id)


def _sort_text(sorting: Sorting, letter: Letter, leaf: Leaf) -> None:
    content, rest = content_and_rest(leaf, sorting.notes)
    kind = leaf.content_type.value
    if reason := why_no_text(content):
        name = _file_name(leaf) or ("message.pdf" if "PDF" in reason else "")
        sorting.attach(name, kind, content, "body", note=reason)
        sorting.notes.add(reason)
        content = b""
    charset = leaf.content_type.of.get("charset", "") or (charset_of_html(content) if kind == "text/html" else "")
    read = read_text(content, charset, letter.head)
    for note in read.notes:
        sorting.notes.add(note)
    around = decode(rest, "").text
    if around:
        sorting.notes.add("A mail gateway added words to the encoded text; they are shown below it.")
    if kind == "text/html" or is_html(read.words):
        if kind != "text/html":
            sorting.notes.add("It is labelled plain text but is HTML; it is shown as HTML.")
        if len(read.words) > MAX_HTML_CHARS:
            _keep_whole(sorting, content, "message.html", kind)
        letter.html += [read.words[:MAX_HTML_CHARS], *([as_html(around)] if around else [])]
        return
    letter.plain += [_plain_of(sorting, leaf, content, read.words), around]


def _plain_of(sorting: Sorting, leaf: Leaf, content: bytes, text: str) -> str:
    """The words of a plain text, without the files written into it."""
    if leaf.content_type.of.get("format", "").lower() == "flowed":
        text = unfold(text, delsp=leaf.content_type.of.get("delsp", "").lower() == "yes")
    if "begin" in text:
        text, files = take_out_uuencoded(text)
        for file in files:
            _attach_packed(sorting, file, "uuencode")
    if "-----BEGIN PGP MESSAGE-----" in text:
        sorting.protection = "encrypted"
        sorting.notes.add(ENCRYPTED_NOTE)
    if len(text) > MAX_TEXT_CHARS:
        _keep_whole(sorting, content, "message.txt", leaf.content_type.value)
    return text[:MAX_TEXT_CHARS]


def _keep_whole(sorting: Sorting, content: bytes, name: str, kind: str) -> None:
    sorting.notes.left_out("Its text is too long to show in full; the full text is attached.")
    sorting.attach(name, kind, content, "body")


def _attach_packed(sorting: Sorting, file: PackedFile, origin: str) -> None:
    kind = file.declared_type.lower() or "application/octet-stream"
    sorting.attach(file.name, kind, file.content, origin, content_id=file.content_id, note=file.note)


def _sort_report(sorting: Sorting, leaf: Leaf) -> None:
    content = content_of(leaf, sorting.notes)
    read = read_receipt if leaf.content_type.value in RECEIPT_TYPES else read_delivery_report
    # Some gateways label their prose as a status too; the first part that names a recipient counts.
    if sorting.report is None or not sorting.report.recipients:
        sorting.report = read(content)
    sorting.attach("delivery-report.txt", leaf.content_type.value, content, "attached")


def _sort_winmail(sorting: Sorting, letter: Letter, leaf: Leaf, content: bytes, mail_depth: int) -> None:
    winmail = read_winmail(content)
    for note in winmail.notes:
        sorting.notes.add(note)
    letter.packed.append((winmail.text if winmail.text.strip() else html_to_text(winmail.html))[:MAX_TEXT_CHARS])
    if winmail.html.strip():
        letter.packed_html.append(winmail.html[:MAX_HTML_CHARS])
    for file in winmail.files:
        _attach_packed(sorting, file, "winmail")
    for message in winmail.messages[: MAX_DEPTH - len(sorting.nested)]:
        sorting.nested.append(_nested_of_winmail(message, mail_depth + 1))
    if winmail.notes or not winmail.files:
        sorting.attach(_file_name(leaf) or "winmail.dat", leaf.content_type.value, content, "attached")


def _nested_of_winmail(message: InnerMessage, depth: int) -> NestedMail:
    sender = Address(one_line(message.sender_name)[:200], one_line(message.sender_address).lower()[:320], "from")
    text = message.text if message.text.strip() else html_to_text(message.html)
    subject = one_line(message.subject)[:MAX_SUBJECT_CHARS]
    return NestedMail(depth, "", subject, sender, (), None, text[:MAX_TEXT_CHARS])


def _sort_smime(sorting: Sorting, letter: Letter, leaf: Leaf, mail_depth: int) -> None:
    content = content_of(leaf, sorting.notes)
    sealed = open_smime(content)
    sorting.notes.add(sealed.note)
    sorting.protection = "encrypted" if sealed.is_encrypted else sorting.protection or "signed"
    sorting.attach(_file_name(leaf) or "smime.p7m", leaf.content_type.value, content, "signature")
    if sealed.content is None:
        return
    if sorting.smime_depth >= MAX_MAIL_DEPTH:
        sorting.notes.left_out("It has signatures inside signatures; the innermost part was not read.")
        return
    sorting.smime_depth += 1
    inner = sort_message(sorting, sealed.content, 0, len(sealed.content), mail_depth)
    letter.plain += inner.plain
    letter.html += inner.html
    letter.packed += inner.packed


def _sort_piece(sorting: Sorting, leaf: Leaf, mail_depth: int) -> None:
    """A message sent in several pieces (RFC 2046, 5.2.2): the first begins as an e-mail does, the others go on."""
    number, total = (leaf.content_type.of.get(name, "") for name in ("number", "total"))
    which = f"piece {one_line(number)[:6]}" + (f" of {one_line(total)[:6]}" if total else "")
    sorting.notes.left_out(
        f"It is only {which} of a message that was split for sending; ask the sender to send it in one piece."
    )
    if number == "1":
        _sort_mail(sorting, leaf, mail_depth)
    else:
        sorting.attach(f"{which}.txt", leaf.content_type.value, content_of(leaf, sorting.notes), "attached")


def _sort_mail(sorting: Sorting, leaf: Leaf, mail_depth: int) -> None:
    """A forwarded e-mail: its headers and text stay visible, its files join the list, and it is attached unchanged."""
    content = content_of(leaf, sorting.notes)
    fields = read_fields(content, 0, len(content))
    subject = fields.text("subject")[:MAX_SUBJECT_CHARS]
    if leaf.content_type.value in ORIGINAL_HEADER_TYPES or leaf.container == "report":
        sorting.original_id = sorting.original_id or next(iter(bare_message_ids(fields.text("message-id"))), "")
    name = _file_name(leaf) or f"{name_of_subject(subject) or 'forwarded-message'}.eml"
    sorting.attach(name if name.lower().endswith(".eml") else f"{name}.eml", leaf.content_type.value, content, "mail")
    if mail_depth >= MAX_MAIL_DEPTH or len(sorting.nested) >= MAX_DEPTH:
        sorting.notes.left_out("It has e-mails nested too deeply; the innermost are attached but not read.")
        return
    place = len(sorting.nested)
    if leaf.content_type.value in ORIGINAL_HEADER_TYPES:
        letter = Letter()
    else:
        letter = sort_message(sorting, content, 0, len(content), mail_depth + 1)
    sorting.nested.insert(place, _nested(fields, subject, letter, mail_depth + 1))


def _nested(fields: Fields, subject: str, letter: Letter, depth: int) -> NestedMail:
    return NestedMail(
        depth=depth,
        message_id=next(iter(bare_message_ids(fields.text("message-id"))), ""),
        subject=subject,
        sender=sender_in(fields.first("from") or fields.first("sender"), "from"),
        recipients=tuple(
            entry for name in ("to", "cc") for raw in fields.all(name) for entry in addresses_in(raw, name)
        ),
        sent_at=instant_in(fields.first("date")),
        text=best_text(letter)[:MAX_TEXT_CHARS],
    )


def _ending_for(declared_type: str) -> str:
    return _ENDINGS.get(declared_type, ".bin")


_ENDINGS = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "message/rfc822": ".eml",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
}
