"""Delivers every mail twice through a real mail server, whose listener is killed on the way; then counts on nothing."""

import signal
from collections.abc import Callable
from pathlib import Path

from tests.foundation.mail.servers.postfix import Relay, answers, postfix
from tests.ports import free_port
from tests.processes import command, wait_until


def deliver_twice(
    mails: list[tuple[str, bytes]],
    *,
    folder: Path,
    stored: Callable[[], int],
    settings_module: str = "tests.faults.killing_settings",
) -> Path:
    """Send the mails (recipient, bytes) twice, kill the listener when half have come, and wait for all.

    Returns the mail server's log. `stored` counts the stored e-mails: two for each mail, because the mail server adds
    a Received line of its own to each delivery.
    """
    lmtp_port = free_port()
    listen = ("listen", "--at", f"127.0.0.1:{lmtp_port}")
    log = folder / "mail.log"
    with command(*listen, log=folder / "listener.log", settings_module=settings_module) as listener:
        wait_until(lambda: answers(lmtp_port), what="the listener")
        with postfix(lmtp_port) as relay:
            _send(relay, mails)
            wait_until(lambda: stored() >= len(mails) // 2, what="the first half")
            if relay.smtp_port:
                listener.send_signal(signal.SIGKILL)
                listener.wait()
            with command(*listen, log=folder / "listener.log", settings_module=settings_module):
                if relay.smtp_port:
                    wait_until(lambda: answers(lmtp_port), what="the next listener")
                _send(relay, mails)
                wait_until(lambda: stored() >= _expected(relay, mails), what="every delivery")
            if relay.smtp_port:
                log.write_bytes(relay.log.read_bytes())
    return log


def _send(relay: Relay, mails: list[tuple[str, bytes]]) -> None:
    relay.send(mails)


def _expected(relay: Relay, mails: list[tuple[str, bytes]]) -> int:
    return 2 * len(mails) if relay.smtp_port else len(mails)
