"""What a mail server says at each step is told apart: no for now, no for ever, gone before, gone while handing over."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from dueregard.foundation.mail.gateways.delivery_log import taken_messages
from dueregard.foundation.mail.gateways.smtp import (
    LostWhileHandingOver,
    MailServer,
    MailServerAway,
    NotAMailServer,
    Refused,
    RefusedForNow,
    ServerAddress,
)
from tests.foundation.mail.letters import raw_email
from tests.foundation.mail.servers.postfix import answers, postfix
from tests.ports import free_port
from tests.processes import wait_until

HANG_UP = "hang up"


@dataclass
class Script:
    """Answers each step with what the test wrote down for it, else with yes."""

    mail: list[str] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    taken: int = 0

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to the sender."""
        envelope.mail_from = address
        return self._say(self.mail, server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to a recipient."""
        answer = self._say(self.rcpt, server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the message."""
        answer = self._say(self.data, server)
        self.taken += answer.startswith("250")
        return answer

    def _say(self, script: list[str], server: SMTP) -> str:
        answer = script.pop(0) if script else "250 yes"
        if answer == HANG_UP and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return answer


@pytest.fixture
def script() -> Iterator[tuple[Script, MailServer]]:
    """A mail server that follows a script, and our connection to it."""
    script, port = Script(), free_port()
    controller = Controller(script, hostname="127.0.0.1", port=port)
    controller.start()
    with MailServer(ServerAddress.from_url(f"smtp://127.0.0.1:{port}"), says_hello_as="tests.invalid") as server:
        yield script, server
    controller.stop()


def send(server: MailServer) -> str:
    """Offer and hand over one message with its copy."""
    server.offer(sender="foi-x@northport.example", to="foi@leeds.example", copy_to="foi-x@northport.example")
    return server.hand_over(raw_email())


pytestmark = pytest.mark.servers


def test_many_messages_go_over_one_connection(script: tuple[Script, MailServer]) -> None:
    said, server = script
    answers_given = {send(server) for _ in range(20)}
    assert (answers_given, said.taken) == ({"250 yes"}, 20)


@pytest.mark.parametrize(
    ("step", "answer", "meaning"),
    [
        ("mail", "451 busy", RefusedForNow),
        ("mail", "550 not you", Refused),
        ("rcpt", "450 greylisted", RefusedForNow),
        ("rcpt", "550 no such mailbox", Refused),
        ("data", "452 disk full", RefusedForNow),
        ("data", "554 we call this spam", Refused),
        ("data", HANG_UP, LostWhileHandingOver),
    ],
)
def test_each_answer_means_what_it_says_and_the_next_message_goes_on(
    script: tuple[Script, MailServer], step: str, answer: str, meaning: type[Exception]
) -> None:
    said, server = script
    getattr(said, step).append(answer)
    with pytest.raises(meaning):
        send(server)
    assert said.taken == 0
    assert send(server) == "250 yes"


@pytest.mark.parametrize("step", ["mail", "rcpt"])
def test_a_server_that_hung_up_between_messages_is_called_once_more(
    script: tuple[Script, MailServer], step: str
) -> None:
    said, server = script
    send(server)
    getattr(said, step).append(HANG_UP)
    assert send(server) == "250 yes"


def test_a_copy_that_is_refused_does_not_hold_up_the_letter(script: tuple[Script, MailServer]) -> None:
    said, server = script
    said.rcpt += ["250 yes", "550 no copies"]
    assert send(server) == "250 yes"


def test_a_server_that_is_not_there_is_away() -> None:
    server = MailServer(ServerAddress.from_url(f"smtp://127.0.0.1:{free_port()}"), says_hello_as="tests.invalid")
    with pytest.raises(MailServerAway):
        server.offer(sender="a@northport.example", to="foi@leeds.example")


@pytest.mark.parametrize("url", ["", "mail.northport.example", "http://x", "smtp://", "smtp://x:y", "smtp://x?tls"])
def test_what_names_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(NotAMailServer):
        ServerAddress.from_url(url)


@pytest.mark.parametrize(
    ("url", "port", "tls", "starttls"),
    [
        ("smtp://mail.northport.example", 25, False, False),
        ("smtp://mail.northport.example?starttls", 587, False, True),
        ("smtps://us%40er:p%2Fw@mail.northport.example", 465, True, False),
    ],
)
def test_an_address_says_port_and_protection(url: str, port: int, tls: bool, starttls: bool) -> None:
    address = ServerAddress.from_url(url)
    assert (address.port, address.tls_from_start, address.starttls) == (port, tls, starttls)
    assert (address.user, address.password) in (("", ""), ("us@er", "p/w"))


def test_postfix_writes_into_its_log_what_it_took(tmp_path: Path) -> None:
    """Where Postfix cannot run, its log is written here as Postfix writes it."""
    wanted = {f"<{number}@leeds.example>" for number in range(3)}
    with postfix(free_port()) as relay:
        if relay.smtp_port and answers(relay.smtp_port):
            relay.send([("foi-x@northport.example", raw_email(number)) for number in range(3)])
            wait_until(lambda: relay.log.read_text().count("queue active") >= 3, what="three lines of the log")
            log = relay.log
        else:
            log = tmp_path / "mail.log"
            log.write_text(
                "".join(
                    f"Nov 23 09:00:00 mta postfix/cleanup[1]: A{number}: message-id={one}\n"
                    f"Nov 23 09:00:00 mta postfix/qmgr[2]: A{number}: from=<x>, size=1, nrcpt=1 (queue active)\n"
                    for number, one in enumerate(sorted(wanted))
                )
            )
        found = dict(taken_messages(log))
    assert set(found) == wanted
    assert all("@" not in proof for proof in found.values())


def test_exim_writes_into_its_log_what_it_took(tmp_path: Path) -> None:
    log = tmp_path / "mainlog"
    log.write_text(
        "2026-11-23 09:00:00 1tEa-000-AB <= foi-x@northport.example H=localhost S=900 id=7@northport.example\n"
    )
    assert dict(taken_messages(log)) == {"<7@northport.example>": "queued as 1tEa-000-AB"}
