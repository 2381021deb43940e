"""Speaks SMTP to the site's own mail server, one step at a time, and says exactly at which step it went wrong.

The outbox decides when to send, and what a failure means for the letter. The server's words may contain addresses.
"""

import smtplib
import ssl
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

CONNECT_SECONDS = 30.0
ANSWER_SECONDS = 300.0  # a server may check a message for minutes before it says 250 (RFC 5321, 4.5.3.2.6)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class MailServerAway(Exception):
    """The mail server could not be reached or left before the message was offered; nothing was handed over."""


class RefusedForNow(Exception):
    """The server said no with a 4xx: it did not accept the message and asks us to try later."""


class Refused(Exception):
    """The server said no with a 5xx: it will not accept this message."""


class LostWhileHandingOver(Exception):
    """The connection broke after sending began: nobody knows whether the server accepted the message."""


class NotAMailServer(ValueError):
    """DUEREGARD_SMTP_URL is not smtp://[user:password@]host[:port][?starttls] or smtps://..."""


@dataclass(frozen=True)
class ServerAddress:
    """Where the mail server is and how to speak to it."""

    host: str
    port: int
    user: str
    password: str
    tls_from_start: bool
    starttls: bool

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read DUEREGARD_SMTP_URL. Raises: NotAMailServer"""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise NotAMailServer from None
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.query not in ("", "starttls"):
            raise NotAMailServer
        tls = parts.scheme == "smtps"
        starttls = parts.query == "starttls"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or (465 if tls else 587 if starttls else 25), user, password, tls, starttls)


class MailServer:
    """One connection, opened when first needed and kept for as many messages as the server allows."""

    def __init__(self, address: ServerAddress, *, says_hello_as: str) -> None:
        self.address = address
        self.says_hello_as = says_hello_as
        self._smtp: smtplib.SMTP | None = None

    def connect(self) -> smtplib.SMTP:
        """Open the connection, with TLS and password where the address says so. Raises: MailServerAway"""
        if self._smtp is not None:
            return self._smtp
        where = self.address
        try:
            if where.tls_from_start:
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    where.host,
                    where.port,
                    self.says_hello_as,
                    timeout=CONNECT_SECONDS,
                    context=ssl.create_default_context(),
                )
            else:
                smtp = smtplib.SMTP(where.host, where.port, self.says_hello_as, CONNECT_SECONDS)
            self._smtp = smtp
            smtp.ehlo_or_helo_if_needed()
            if where.starttls:
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if where.user:
                if not (where.tls_from_start or where.starttls or where.host in LOOPBACK):
                    raise MailServerAway("a password is sent only over TLS: add ?starttls to DUEREGARD_SMTP_URL")
                smtp.login(where.user, where.password)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise MailServerAway(_words(error)) from None
        except MailServerAway:
            self.close()
            raise
        return smtp

    def offer(self, *, sender: str, to: str, copy_to: str = "") -> None:
        """Name sender and recipients; a server that hung up on an idle connection is called once more.

        A copy that is refused does not hold up the letter. Raises: MailServerAway, RefusedForNow, Refused
        """
        fresh = self._smtp is None
        try:
            self._offer(sender, to, copy_to)
        except MailServerAway:
            if fresh:
                raise
            self._offer(sender, to, copy_to)

    def hand_over(self, content: bytes) -> str:
        """Transmit the message that was offered; returns the server's answer.

        Raises: RefusedForNow, Refused (the server said so), LostWhileHandingOver (it said nothing)
        """
        smtp = self.connect()
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(ANSWER_SECONDS)
            code, words = smtp.data(content)
            answer = _answer(code, words)
        except smtplib.SMTPDataError as error:  # said no before sending began
            code, answer = error.smtp_code, _answer(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise LostWhileHandingOver(_words(error)) from None
        if not 200 <= code < 600:
            self.close()
            raise LostWhileHandingOver(answer)
        self._judge(code, answer)
        return answer

    def withdraw(self) -> None:
        """Take back what was offered and not handed over."""
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except (OSError, smtplib.SMTPException):
                self.close()

    def close(self) -> None:
        """Say goodbye, if there is still anyone to say it to."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _offer(self, sender: str, to: str, copy_to: str) -> None:
        smtp = self.connect()
        try:
            self._judge_reply(*smtp.mail(sender))
            self._judge_reply(*smtp.rcpt(to))
            if copy_to and copy_to != to:
                smtp.rcpt(copy_to)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise MailServerAway(_words(error)) from None

    def _judge_reply(self, code: int, answer: bytes) -> None:
        self._judge(code, _answer(code, answer))

    def _judge(self, code: int, words: str) -> None:
        """Raise what the server meant by its answer. Raises: MailServerAway, RefusedForNow, Refused"""
        if 200 <= code < 300:
            return
        if code == 421 or not 200 <= code < 600:
            self.close()
            raise MailServerAway(words)
        self.withdraw()
        raise (RefusedForNow if code < 500 else Refused)(words)


def _answer(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(f"{code} {words}".replace("\0", "").split())[:300]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}".replace("\0", "")[:300]
