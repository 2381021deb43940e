"""A small relay for machines where Postfix cannot start: own domain inward by LMTP, the rest outward, bounces back.

It keeps no queue and tries nothing twice.
"""

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import make_msgid

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OWN_DOMAIN = "northport.example"


class Standing:
    """Brings each message on after its sender has been told that it is taken."""

    def __init__(self, lmtp_port: int, outward_port: int) -> None:
        self.lmtp_port, self.outward_port = lmtp_port, outward_port

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's)
        """Take the message, and bring it on a moment later."""
        content = envelope.content or b""
        assert isinstance(content, bytes)
        given = (content, envelope.mail_from or "", list(envelope.rcpt_tos))
        asyncio.get_running_loop().call_later(0.3, threading.Thread(target=self.bring_to_all, args=given).start)
        return "250 2.0.0 taken"

    def bring_to_all(self, content: bytes, sender: str, recipients: list[str]) -> None:
        """Bring the message to each recipient, and a report to its sender where one is unknown."""
        for recipient in recipients:
            try:
                self.bring(content, sender, recipient)
            except smtplib.SMTPRecipientsRefused as refused:
                words = refused.recipients[recipient][1].decode()
                self.bring(report(content, sender, recipient, words), "", sender)

    def bring(self, content: bytes, sender: str, recipient: str) -> None:
        """Hand a message to the server of its recipient."""
        is_own = recipient.endswith(f"@{OWN_DOMAIN}")
        client = smtplib.LMTP if is_own else smtplib.SMTP
        with client("127.0.0.1", self.lmtp_port if is_own else self.outward_port) as connection:
            connection.sendmail(sender, [recipient], content)


def report(content: bytes, sender: str, recipient: str, words: str) -> bytes:
    """Make the report of a mail server that could not deliver. Source: RFC 3464."""
    made = MIMEMultipart("report", report_type="delivery-status")
    made["From"], made["To"] = f"MAILER-DAEMON@mta.{OWN_DOMAIN}", sender
    made["Subject"], made["Message-ID"] = "Undelivered Mail Returned to Sender", make_msgid(domain=OWN_DOMAIN)
    made["Auto-Submitted"] = "auto-replied"
    made.attach(MIMEText(f"{recipient}: {words}\n"))
    about_us, about_them, status = Message(), Message(), Message()
    about_us["Reporting-MTA"] = f"dns; mta.{OWN_DOMAIN}"
    about_them["Final-Recipient"], about_them["Action"] = f"rfc822; {recipient}", "failed"
    about_them["Status"], about_them["Diagnostic-Code"] = "5.1.1", f"smtp; 550 {words}"
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([about_us, about_them])
    made.attach(status)
    returned = Message()
    returned["Content-Type"] = "text/rfc822-headers"
    returned.set_payload(content.partition(b"\r\n\r\n")[0].decode("ascii", "replace"))
    made.attach(returned)
    return made.as_bytes()


@contextmanager
def stand_in(*, port: int, lmtp_port: int, outward_port: int) -> Iterator[None]:
    """Run the relay at a port, in a thread of its own."""
    controller = Controller(Standing(lmtp_port, outward_port), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()
