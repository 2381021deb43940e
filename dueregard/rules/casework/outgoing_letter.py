"""Decides what the bytes of a letter are: the same values give the same bytes, so a retry is the same message.

The outbox decides whether and when it is sent; the parts decide what it says.
"""

import re
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from io import BytesIO

MOST_SUBJECT = 300  # characters
MOST_REFERENCES = 20  # the first and the latest; mail programs thread by these
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
)
MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
WIRE = policy.compat32.clone(linesep="\r\n", max_line_length=76)


class NotAnAddress(ValueError):
    """This is not a single plain e-mail address."""


class NotAHeader(ValueError):
    """A subject, name or message id is empty, too long, or holds a line break or control character."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """Everything that a letter's bytes are made from. `sender` may include a name: Asha <asha@northport.example>."""

    message_id: str
    to: str
    sender: str
    reply_to: str
    subject: str
    text: str
    written_at: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def checked_address(address: str) -> str:
    """Return the address if a letter can be sent to it. Raises: NotAnAddress"""
    if len(address) > 254 or not ADDRESS.fullmatch(address) or len(address.rpartition("@")[0]) > 64:
        raise NotAnAddress(address)
    return address


def letter_bytes(letter: Letter) -> bytes:
    """Build the message, lines ending in CR LF.

    Raises: NotAnAddress, NotAHeader. Source: RFC 5322, RFC 2045, RFC 2047.
    """
    text = _text_part(letter.text)
    message: Message = text
    if letter.attachments:
        message = MIMEMultipart("mixed", boundary=f"part-{sha256(letter.message_id.encode()).hexdigest()[:32]}")
        message.attach(text)
        for attachment in letter.attachments:
            message.attach(_file_part(attachment))
    name, address = parseaddr(_checked(letter.sender))
    message["From"] = _named_address(_checked(name) if name else "", checked_address(address))
    message["To"] = checked_address(letter.to)
    message["Reply-To"] = checked_address(letter.reply_to)
    message["Subject"] = _words("Subject", _checked(letter.subject))
    message["Date"] = format_datetime(letter.written_at.astimezone(UTC))
    message["Message-ID"] = _checked_id(letter.message_id)
    if letter.in_reply_to:
        message["In-Reply-To"] = _checked_id(letter.in_reply_to)
    if references := _threading(letter.references, letter.in_reply_to):
        message["References"] = " ".join(references)
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=WIRE).flatten(message)
    return out.getvalue()


def _text_part(text: str) -> MIMENonMultipart:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMENonMultipart("text", "plain", charset="utf-8")
    lines = "\n".join(text.encode("utf-8", "replace").decode().splitlines())
    part.set_payload(f"{lines}\n", charset)
    return part


def _file_part(attachment: Attachment) -> MIMEBase:
    main, _, sub = _checked(attachment.media_type).partition("/")
    part = MIMEBase(main, sub or "octet-stream")
    part.set_payload(encodebytes(attachment.content).decode("ascii"))
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", _checked(attachment.name)))
    return part


def _words(header: str, text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=74, header_name=header).encode(linesep="\n")


def _named_address(name: str, address: str) -> str:
    if not name:
        return address
    if name.isascii():
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{_words('From', name)} <{address}>"


def _checked(text: str) -> str:
    if not text.strip() or len(text) > MOST_SUBJECT or CONTROL.search(text):
        raise NotAHeader(text)
    return text


def _checked_id(message_id: str) -> str:
    if len(message_id) > 900 or not MESSAGE_ID.fullmatch(message_id):
        raise NotAHeader(message_id)
    return message_id


def _threading(references: Sequence[str], in_reply_to: str) -> list[str]:
    """Keep what is well formed: other people's message ids often are not, and that must not make a letter fail."""
    chain = [one for one in [*references, in_reply_to] if len(one) <= 900 and MESSAGE_ID.fullmatch(one)]
    unique = list(dict.fromkeys(chain))
    return unique if len(unique) <= MOST_REFERENCES else [unique[0], *unique[1 - MOST_REFERENCES :]]
