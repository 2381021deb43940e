"""Reads a mailbox over IMAP: which messages are new, their bytes, and marking one as fetched. Never deletes."""

import imaplib
import ssl
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags, U
from imap_tools.errors import ImapToolsError

SECONDS = 60.0
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class MailboxAway(Exception):
    """The mailbox could not be reached, or did not do as it was asked."""


class NotGiven(MailboxAway):
    """The server would not give one message now; it may give others."""


class NotAMailbox(ValueError):
    """DUEREGARD_IMAP_URL is not imaps://user:password@host[:port][/folder] (or imap:// with STARTTLS)."""


@dataclass(frozen=True)
class MailboxAddress:
    """Where the mailbox is. imap:// uses STARTTLS, except on this machine itself."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls_from_start: bool

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read DUEREGARD_IMAP_URL. Raises: NotAMailbox"""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise NotAMailbox from None
        if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
            raise NotAMailbox
        tls = parts.scheme == "imaps"
        folder = unquote(parts.path.strip("/")) or "INBOX"
        password = unquote(parts.password or "")
        return cls(parts.hostname, port or (993 if tls else 143), unquote(parts.username), password, folder, tls)

    @property
    def name(self) -> str:
        """Name the mailbox without revealing whose it is."""
        return f"{self.host}:{self.port}/{self.folder}"


class Mailbox:
    """An open mailbox. Use it as a context. Every method raises: MailboxAway"""

    def __init__(self, address: MailboxAddress) -> None:
        self.address = address
        self._box: BaseMailBox | None = None

    def __enter__(self) -> Self:
        where = self.address
        try:
            box: BaseMailBox
            if where.tls_from_start:
                box = MailBox(where.host, where.port, timeout=SECONDS, ssl_context=ssl.create_default_context())
            elif where.host in LOOPBACK:
                box = MailBoxUnencrypted(where.host, where.port, timeout=SECONDS)
            else:
                box = MailBoxStartTls(where.host, where.port, timeout=SECONDS, ssl_context=ssl.create_default_context())
            self._box = box.login(where.user, where.password, initial_folder=where.folder)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise MailboxAway(type(error).__name__) from None
        return self

    def __exit__(self, *exception: object) -> None:
        if self._box is not None:
            try:
                self._box.logout()
            except (OSError, imaplib.IMAP4.error, ImapToolsError):
                return

    def uid_validity(self) -> int:
        """Return the number that changes when the mailbox renumbers its messages."""
        try:
            return int(self._open.folder.status(self.address.folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        except (OSError, imaplib.IMAP4.error, ImapToolsError, KeyError) as error:
            raise MailboxAway(type(error).__name__) from None

    def new_uids(self, *, after: int) -> list[int]:
        """Return the numbers of messages after this one, in order."""
        try:
            found = self._open.uids(AND(uid=U(str(after + 1), "*")))
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise MailboxAway(type(error).__name__) from None
        return sorted(number for number in map(int, found) if number > after)

    def raw(self, uid: int) -> bytes | None:
        """Return a message's bytes without marking it; None when someone has removed it in the meantime.

        A server that says no has not said that the message is gone: it may give it next time.
        """
        try:
            verdict, parts = self._open.client.uid("fetch", str(uid), "(BODY.PEEK[])")
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxAway(type(error).__name__) from None
        if verdict != "OK":
            raise NotGiven(verdict)
        for part in parts:
            if isinstance(part, tuple):
                return bytes(part[1])
        return None

    def mark_seen(self, uid: int) -> None:
        """Mark a message as seen: it is safe here."""
        try:
            self._open.flag(str(uid), MailMessageFlags.SEEN, True)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise MailboxAway(type(error).__name__) from None

    @property
    def _open(self) -> BaseMailBox:
        if self._box is None:
            raise MailboxAway("not open")
        return self._box
