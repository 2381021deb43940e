"""Writes a motion or letter as the draft of an e-mail (RFC 5322), which its writer opens in a mail program."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from dueregard.rules.letters.document import Document
from dueregard.rules.letters.plain import as_text

TYPE = "message/rfc822"
LONGEST_LINK = 1900  # signs: some mail programs cut longer links without a word


def as_mail(document: Document, *, to: str = "") -> bytes:
    """Return the bytes of an .eml file. `X-Unsent` has Outlook open it as a draft; it has no sender and no date."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if to:
        message["To"] = to
    message["Subject"] = document.title
    message.set_content(as_text(document), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def mail_link(document: Document, *, to: str = "") -> str:
    """Return a link that opens a new e-mail with the whole text; empty where it would be cut."""
    body = quote(as_text(document).replace("\n", "\r\n"))
    link = f"mailto:{quote(to, safe='@')}?subject={quote(document.title)}&body={body}"
    return link if len(link) <= LONGEST_LINK else ""
