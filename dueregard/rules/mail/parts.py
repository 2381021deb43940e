"""Sorts the parts of one message into its text, its files, its forwarded mails and its report.

Headers of the message itself and the final choice of text are for `incoming`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from dueregard.rules.mail.containers import (
    ENCRYPTED_NOTE,
    PackedFile,
    open_smime,
    read_winmail,
    take_out_uuencoded,
)
from dueregard.rules.mail.headers import Fields, addresses_in, bare_message_ids, instant_in, read_fields, sender_in
from dueregard.rules.mail.html import html_to_text
from dueregard.rules.mail.limits import (
    MAX_DEPTH,
    MAX_HTML_CHARS,
    MAX_MAIL_DEPTH,
    MAX_PARTS,
    MAX_SUBJECT_CHARS,
    MAX_TEXT_CHARS,
)
from dueregard.rules.mail.reports import (
    ORIGINAL_HEADER_TYPES,
    RECEIPT_TYPES,
    REPORT_TYPES,
    read_delivery_report,
    read_receipt,
)
from dueregard.rules.mail.shapes import DeliveryReport, MailPart, NestedMail
from dueregard.rules.mail.structure import Leaf, Notes, content_of, leaves_of
from dueregard.rules.mail.text import decode, one_line, safe_name

_WINMAIL_TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SMIME_TYPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SIGNATURE_TYPES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_MAIL_TYPES = {"message/rfc822", "message/global"}
_BODY_TYPES = {"text/plain", "text/html"}
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]{0,200}>\s*<!doctype html)", re.IGNORECASE)
_HTML_TAGS = re.compile(r"</(?:p|div|body|table|span)>|<br ?/?>", re.IGNORECASE)
_OUTLOOK_ENDINGS = (".msg", ".oft")
# How much of a file is read to tell that it is not text.
_SNIFFED = 4_096


@dataclass
class Letter:
    """The text of one message while its parts are read: plain and HTML pieces in order."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


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
    letter = Letter()
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
    kind = leaf.content_type.value
    if leaf.is_unread:
        sorting.attach("unread-parts.eml", kind, leaf.source[leaf.start : leaf.end], "attached")
    elif kind in _MAIL_TYPES or kind in ORIGINAL_HEADER_TYPES:
        _sort_mail(sorting, leaf, mail_depth)
    elif kind in REPORT_TYPES or kind in RECEIPT_TYPES:
        _sort_report(sorting, leaf)
    elif kind in _WINMAIL_TYPES or _file_name(leaf).lower() == "winmail.dat":
        _sort_winmail(sorting, letter, leaf)
    elif kind in _SMIME_TYPES:
        _sort_smime(sorting, letter, leaf, mail_depth)
    elif _is_body(leaf):
        _sort_text(sorting, letter, leaf)
    else:
        _sort_file(sorting, leaf)


def _is_body(leaf: Leaf) -> bool:
    if leaf.content_type.value not in _BODY_TYPES or leaf.disposition.value == "attachment":
        return False
    return not _file_name(leaf) or not leaf.container


def _file_name(leaf: Leaf) -> str:
    return leaf.disposition.of.get("filename") or leaf.content_type.of.get("name") or ""


def _sort_file(sorting: Sorting, leaf: Leaf) -> None:
    kind = leaf.content_type.value
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
    sorting.attach(name, kind, content_of(leaf, sorting.notes), origin, content_id=content_id)


def _sort_text(sorting: Sorting, letter: Letter, leaf: Leaf) -> None:
    content = content_of(leaf, sorting.notes)
    kind = leaf.content_type.value
    if reason := _no_text(content):
        name = _file_name(leaf) or ("message.pdf" if "PDF" in reason else "")
        sorting.attach(name, kind, content, "body", note=reason)
        sorting.notes.add(reason)
        return
    decoded = decode(content, leaf.content_type.of.get("charset", ""))
    sorting.notes.add(decoded.note)
    text = decoded.text
    if kind == "text/html":
        if len(text) > MAX_HTML_CHARS:
            _keep_whole(sorting, content, "message.html", kind)
        letter.html.append(text[:MAX_HTML_CHARS])
        return
    if _is_html(text):
        sorting.notes.add("It is labelled plain text but is HTML; it is shown as HTML.")
        letter.html.append(text[:MAX_HTML_CHARS])
        return
    if "begin " in text:
        text, files = take_out_uuencoded(text)
        for file in files:
            _attach_packed(sorting, file, "uuencode")
    if "-----BEGIN PGP MESSAGE-----" in text:
        sorting.protection = "encrypted"
        sorting.notes.add(ENCRYPTED_NOTE)
    if len(text) > MAX_TEXT_CHARS:
        _keep_whole(sorting, content, "message.txt", kind)
    letter.plain.append(text[:MAX_TEXT_CHARS])


def _no_text(content: bytes) -> str:
    start = content[:_SNIFFED]
    if start.lstrip().startswith(b"%PDF-"):
        return "A part labelled as text is a PDF; it is attached as a file."
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")):
        return "A part labelled as text is a file; it is attached."
    if start.count(0) * 10 > len(start) and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "A part labelled as text is binary data; it is attached as a file."
    return ""


def _is_html(text: str) -> bool:
    if _LOOKS_LIKE_HTML.match(text):
        return True
    return text.lstrip().startswith("<") and len(_HTML_TAGS.findall(text[:20_000])) >= 3


def _keep_whole(sorting: Sorting, content: bytes, name: str, kind: str) -> None:
    sorting.notes.left_out("Its text is too long to show in full; the full text is attached.")
    sorting.attach(name, kind, content, "body")


def _attach_packed(sorting: Sorting, file: PackedFile, origin: str) -> None:
    sorting.attach(file.name, "application/octet-stream", file.content, origin, note=file.note)


def _sort_report(sorting: Sorting, leaf: Leaf) -> None:
    content = content_of(leaf, sorting.notes)
    read = read_receipt if leaf.content_type.value in RECEIPT_TYPES else read_delivery_report
    sorting.report = sorting.report or read(content)
    sorting.attach("delivery-report.txt", leaf.content_type.value, content, "attached")


def _sort_winmail(sorting: Sorting, letter: Letter, leaf: Leaf) -> None:
    content = content_of(leaf, sorting.notes)
    winmail = read_winmail(content)
    for note in winmail.notes:
        sorting.notes.add(note)
    if winmail.text.strip():
        letter.plain.append(winmail.text[:MAX_TEXT_CHARS])
    elif winmail.html.strip():
        letter.html.append(winmail.html[:MAX_HTML_CHARS])
    for file in winmail.files:
        _attach_packed(sorting, file, "winmail")
    if winmail.notes or not winmail.files:
        sorting.attach(_file_name(leaf) or "winmail.dat", leaf.content_type.value, content, "attached")


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


def _sort_mail(sorting: Sorting, leaf: Leaf, mail_depth: int) -> None:
    """A forwarded e-mail: its headers and text stay visible, its files join the list, and it is attached unchanged."""
    content = content_of(leaf, sorting.notes)
    fields = read_fields(content, 0, len(content))
    subject = fields.text("subject")[:MAX_SUBJECT_CHARS]
    if leaf.content_type.value in ORIGINAL_HEADER_TYPES or leaf.container == "report":
        sorting.original_id = sorting.original_id or next(iter(bare_message_ids(fields.text("message-id"))), "")
    name = _file_name(leaf) or f"{subject or 'forwarded-message'}.eml"
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


# A plain part this short next to a long HTML part only says that the letter is HTML.
_SHORT_PLAIN, _TIMES_LONGER = 200, 4


def best_text(letter: Letter) -> str:
    """The plain text where it is a real one, otherwise the words of the HTML."""
    plain = "\n\n".join(piece.strip("\n") for piece in letter.plain if piece.strip())
    if not letter.html or (plain.strip() and len(plain.strip()) > _SHORT_PLAIN):
        return plain
    from_html = html_to_text("\n".join(letter.html))
    if not plain.strip():
        return from_html
    return from_html if len(from_html) > _TIMES_LONGER * len(plain.strip()) else plain


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
