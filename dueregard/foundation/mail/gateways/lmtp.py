"""Listens for LMTP, so that a mail server hands every reply to us and keeps it until we say that it is safe.

The caller deals with the bytes; this only keeps the promise: 250 after it returned, 451 when it raised.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller, UnixSocketController
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from dueregard.rules.mime.return_path import EMPTY

MOST_BYTES = 200 * 1024 * 1024
AT_ONCE = 4  # while one waits for the disk, others can arrive
SOCKET_MODE = 0o666  # the mail server is another account; the folder's permissions say who may connect
LONGEST_LINE = 8 * 1024 * 1024  # a whole HTML e-mail may come as one line; that is never a reason to refuse it

# Takes raw bytes, the envelope's sender (<> where it is empty, as of a delivery report) and its recipients;
# returns when they are safe, or raises.
Keep = Callable[[bytes, str, list[str]], object]

log = logging.getLogger("dueregard.mail")


class NotAnAddressToListenOn(ValueError):
    """DUEREGARD_LMTP_LISTEN is neither host:port nor the path of a socket."""


class PatientLMTP(LMTP):
    """LMTP that accepts lines of any length."""

    line_length_limit = LONGEST_LINE


class Door:
    """Takes each message in a thread of its own, a few at a time, and answers for every recipient."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="lmtp-keep")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's)
        """Answer after the bytes are safe: one line for each recipient, as LMTP requires. Source: RFC 2033, 4.2."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode("utf-8", "surrogateescape")
        recipients = [str(one) for one in envelope.rcpt_tos]
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._keep, raw, envelope.mail_from or EMPTY, recipients)
        except Exception as error:
            log.warning("an e-mail could not be stored (%s); the mail server will try again", type(error).__name__)
            answer = "451 4.3.0 Not stored; please try again later"
        else:
            answer = "250 2.0.0 Stored"
        return "\r\n".join([answer] * max(len(recipients), 1))


def listen(where: str, keep: Keep) -> Controller | UnixSocketController:
    """Start listening in a thread of its own. `where` is host:port or a socket's path.

    Raises: NotAnAddressToListenOn, OSError
    """
    options: dict[str, Any] = {"data_size_limit": MOST_BYTES, "enable_SMTPUTF8": True, "ident": "Due Regard"}
    door = Door(keep)

    def factory() -> SMTP:
        return PatientLMTP(door, **options)

    if where.startswith("/"):
        controller: Controller | UnixSocketController = UnixSocketController(door, unix_socket=where)
    else:
        host, colon, port = where.rpartition(":")
        if not colon or not port.isdigit():
            raise NotAnAddressToListenOn(where)
        controller = Controller(door, hostname=host.strip("[]") or "127.0.0.1", port=int(port))
    controller.factory = factory  # type: ignore[method-assign]
    controller.start()
    if where.startswith("/"):
        os.chmod(where, SOCKET_MODE)
    return controller
