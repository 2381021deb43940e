"""Makes outgoing messages, e-mails and mail servers of cardboard for the tests of mail."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.queue_message import queue_message
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.gateways.smtp import MailServer, ServerAddress
from dueregard.foundation.mail.models import OutgoingMessage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def queue(
    key: str = "case-1/request", *, now: datetime = NOW, by: Person | None = None, **other: object
) -> OutgoingMessage:
    """Queue a letter to Leeds that may leave at once."""
    values: dict[str, object] = {
        "to": "foi@leeds.example",
        "sender": "Asha Example <requests@northport.example>",
        "reply_to": "foi-abcdefgh@northport.example",
        "subject": "Request for information",
        "text": "Dear Leeds,\n\nPlease tell us.\n",
        "not_before": now,
    }
    message = queue_message(key=key, by=by, now=now, **(values | other))  # type: ignore[arg-type]
    message.mail_system = message.to.rpartition("@")[2]  # as the DNS would say; the tests do not ask it
    message.save(update_fields=["mail_system"])
    return message


def go_live(now: datetime = NOW) -> None:
    """Leave practice mode."""
    set_mode(mode="live", by=None, now=now)


def raw_email(
    number: int = 1, *, body: str = "We have received your request.", to: str = "foi-x@northport.example"
) -> bytes:
    """Make an e-mail of a public body."""
    return (
        f"From: Information Team <foi@leeds.example>\r\nTo: {to}\r\nSubject: Your request {number}\r\n"
        f"Date: Mon, 23 Nov 2026 09:00:00 +0000\r\nMessage-ID: <{number}@leeds.example>\r\n\r\n{body}\r\n"
    ).encode()


class Crash(BaseException):
    """The process is killed at this instruction."""


@dataclass
class Clock:
    """A clock that goes only when told."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **units: float) -> None:
        """Let time pass."""
        self.now += timedelta(**units)


@dataclass
class CardboardServer(MailServer):
    """A mail server that keeps what it accepted, and fails or is killed where the script says.

    A script maps a step ("offer", "before", "after") to exceptions, raised one at a time as the step is reached.
    """

    script: dict[str, list[BaseException]] = field(default_factory=dict)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    offered: tuple[str, str, str] = ("", "", "")

    def __post_init__(self) -> None:
        super().__init__(ServerAddress("nowhere.invalid", 25, "", "", False, False), says_hello_as="tests")

    def offer(self, *, sender: str, to: str, copy_to: str = "") -> None:
        """Hear who writes to whom."""
        self.offered = (sender, to, copy_to)
        self._act("offer")

    def hand_over(self, content: bytes) -> str:
        """Accept the message, unless the script says otherwise before or after."""
        self._act("before")
        self.accepted.append((self.offered[1], content))
        self._act("after")
        return "250 2.0.0 queued"

    def withdraw(self) -> None:
        """Forget the offer."""

    def close(self) -> None:
        """Hang up."""

    def _act(self, step: str) -> None:
        if self.script.get(step):
            raise self.script[step].pop(0)
