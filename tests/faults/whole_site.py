"""A whole site as processes: web, two workers, indexer and listener; and who brings it mail and letters to send.

What is done to them, and what has to hold afterwards, the tests say.
"""

import os
import signal
import smtplib
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from dueregard.foundation.search.gateways.interface import IndexUnavailable
from dueregard.foundation.search.models import Changed
from dueregard.parts.foi.models import Case
from tests.foundation.mail.letters import queue
from tests.foundation.mail.servers.postfix import answers
from tests.over_http import OverHttp
from tests.ports import free_port
from tests.processes import ROOT, command, environment
from tests.searching import differences


class Deliverer(threading.Thread):
    """A mail server: hands each e-mail over until it hears that it is kept; what it did not hear, it brings again."""

    def __init__(self, port: int, mails: list[tuple[str, bytes]]) -> None:
        super().__init__()
        self.port, self.mails, self.refused, self.may_end = port, mails, 0, threading.Event()

    def run(self) -> None:
        """Deliver one after the other, with time between them for things to go wrong."""
        for to, raw in self.mails:
            while not self.may_end.is_set() and not self._took(to, raw):
                self.refused += 1
                self.may_end.wait(0.3)
            self.may_end.wait(0.1)

    def _took(self, to: str, raw: bytes) -> bool:
        try:
            with smtplib.LMTP("127.0.0.1", self.port) as door:
                door.sendmail("foi@northport.example", [to], raw)
        except (OSError, smtplib.SMTPException):
            return False
        return True


class Site:
    """The processes of a site, each killed and begun again at will."""

    def __init__(self, folder: Path, smtp_port: int, settings_module: str) -> None:
        self.folder, self.lmtp, self.http = folder, free_port(), free_port()
        self.said = {"DUEREGARD_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}", "settings_module": settings_module}
        self.said["DUEREGARD_LMTP_LISTEN"] = f"127.0.0.1:{self.lmtp}"
        # An index that another test left in the shared state folder would be taken for whole, and never made anew.
        self.said["TESTS_SEARCH"] = str(settings.SEARCH_FOLDER)

    @contextmanager
    def runs(self) -> Iterator[list[subprocess.Popen[bytes]]]:
        """Run all of them; what still runs at the end is killed."""
        log = self.folder / "site.log"
        with ExitStack() as running:
            ours = [("work", "--queue", "default"), ("work", "--queue", "slow"), ("index", "run"), ("listen",)]
            yield [running.enter_context(command(*args, log=log, **self.said)) for args in ours] + [
                running.enter_context(self._web(log))
            ]

    @contextmanager
    def _web(self, log: Path) -> Iterator[subprocess.Popen[bytes]]:
        granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(self.http)]
        with log.open("ab") as words:
            web = subprocess.Popen(
                [*granian, "--workers", "1", "--no-ws", "--log-level", "error", "dueregard.config.wsgi:application"],
                env=environment(**self.said),
                cwd=ROOT,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
        try:
            yield web
        finally:
            # The server's own child outlives it, and goes on answering and holding the database.
            with suppress(ProcessLookupError):
                os.killpg(web.pid, signal.SIGKILL)
            web.wait()

    def answers(self) -> bool:
        """Tell whether pages and mail can be had."""
        with suppress(OSError):
            return answers(self.lmtp) and OverHttp(self.http).get("/healthz").status_code in {200, 503}
        return False


def replies(cases: list[Case]) -> list[tuple[str, bytes]]:
    """Return an answer to each case, with the address that it goes to."""
    found = []
    for number, case in enumerate(cases):
        to = f"foi-{case.token}@dueregard.invalid"
        head = f"From: foi@northport.example\r\nTo: {to}\r\nSubject: Your request\r\nMessage-ID: <{number}@b.example>"
        found.append((to, f"{head}\r\n\r\nWe do not hold this information. Our number is {number}.\r\n".encode()))
    return found


def queue_letters(numbers: Iterable[int], now: datetime) -> None:
    """Queue letters, all at once, on the clock that the machine shows."""
    with transaction.atomic():
        for number in numbers:
            queue(f"case-{number}/request", now=now, to=f"foi@body{number % 9}.example")


class Index:
    """The index of the running site, and how it last differed from the database: a failure says so."""

    def __init__(self) -> None:
        self.last = "there is no index"

    def is_whole(self) -> bool:
        """Tell whether it holds what the database holds; while the indexer begins there may be none."""
        with suppress(IndexUnavailable):
            found = differences()
            self.last = f"{len(found)} differ: {found[:5]}; {Changed.objects.count()} changes wait"
            return not found
        self.last = "there is no index"
        return False

    def __str__(self) -> str:
        return f"the index to hold what the database holds ({self.last})"
