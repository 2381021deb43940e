"""Letters leave and mail arrives while every process is killed, the clock is moved and the disk fills up.

Web, worker, indexer and LMTP listener run as on a server. Whatever happens to them, each letter leaves once, each
e-mail is filed once, the index holds what the database holds, and what happened to the clock is said in words.
"""

import os
import random
import signal
import smtplib
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.foundation.search.gateways.interface import IndexUnavailable
from dueregard.foundation.search.models import Changed
from dueregard.foundation.work.models import ClockChange
from dueregard.parts.foi.models import Case, Correspondence
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_waiting_case
from tests.foundation.mail.letters import queue
from tests.foundation.mail.servers.postfix import answers
from tests.foundation.mail.servers.sink import accepted, smtp_sink
from tests.over_http import OverHttp
from tests.people import make_cast
from tests.ports import free_port
from tests.processes import ROOT, command, environment, wait_until
from tests.searching import differences
from tests.sessions import sign_in
from tests.soak import so_many

State = OutgoingMessage.State
LETTERS, MAILS = so_many(640, piece=36), so_many(160, piece=9)
SETTINGS = "tests.faults.shaken_settings"
# What the clock shows in each round: a minute before and after both changes of summer time, forwards and back again.
CLOCKS = (
    datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 1, tzinfo=UTC),
)
ROUNDS = so_many(16, piece=3)


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

    def __init__(self, folder: Path, smtp_port: int) -> None:
        self.folder, self.lmtp, self.http = folder, free_port(), free_port()
        self.said = {"DUEREGARD_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}", "settings_module": SETTINGS}
        self.said["DUEREGARD_LMTP_LISTEN"] = f"127.0.0.1:{self.lmtp}"

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


def done() -> bool:
    """Tell whether every letter is sent or unsure, and every e-mail filed."""
    left = OutgoingMessage.objects.filter(state__in=[State.SENT, State.UNSURE]).count()
    return left == LETTERS and StoredEmail.objects.filter(state=StoredEmail.State.FILED).count() == MAILS


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


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_doubled_whatever_happens_to_the_processes(tmp_path: Path) -> None:
    cast, chance, state = make_cast(), random.Random(16), Path(settings.STATE)
    full, clock, mails = state / "full", state / "clock", list[Deliverer]()
    set_mode(mode="live", by=None, now=timezone.now())
    cases = [make_waiting_case(make_campaign(cast.northport), make_body(f"Body {each}")) for each in range(MAILS)]
    arriving = replies(cases)
    with smtp_sink(tmp_path) as smtp_port:
        site = Site(tmp_path, smtp_port)
        try:
            for turn in range(ROUNDS):
                with site.runs() as processes:
                    wait_until(site.answers, what="the site")
                    off = CLOCKS[turn % len(CLOCKS)] - datetime.now(UTC)
                    clock.write_text(str(off.total_seconds()))
                    full.touch()
                    mails.append(Deliverer(site.lmtp, arriving[turn::ROUNDS]))
                    mails[-1].start()
                    wait_until(lambda: mails[-1].refused > 0, what="a full disk to refuse an e-mail")
                    before = len(accepted(tmp_path))
                    queue_letters(range(turn, LETTERS, ROUNDS), datetime.now(UTC) + off)
                    full.unlink()
                    goal = before + chance.randrange(1, LETTERS // ROUNDS)
                    wait_until(lambda goal=goal: len(accepted(tmp_path)) >= goal, what=f"{goal} letters")
                    for process in chance.sample(processes, len(processes)):
                        process.send_signal(signal.SIGKILL)
            clock.unlink()
            with site.runs():
                wait_until(done, what="all letters and e-mails")
                index = Index()
                wait_until(index.is_whole, what=index)
                assert OverHttp(site.http).get("/healthz").status_code == 200
        finally:
            clock.unlink(missing_ok=True)
            full.unlink(missing_ok=True)
            for mail in mails:
                mail.may_end.set()
                mail.join()
    once(tmp_path)
    said = sign_in(cast.dana).get("/desk/work/").content.decode()
    assert ClockChange.objects.exists()
    assert "The clock was set back by" in said


def once(folder: Path) -> None:
    """Hold that each letter left once, or nobody knows and a person is asked; and that each answer is filed once."""
    times = Counter(str(line["id"]) for line in accepted(folder))
    stood = dict(OutgoingMessage.objects.values_list("message_id", "state"))
    assert {one: count for one, count in times.items() if count != 1} == {}
    assert {one for one, is_ in stood.items() if is_ == State.SENT} <= set(times) <= set(stood)
    filed = Counter(Correspondence.objects.filter(direction="in").values_list("case", flat=True))
    assert len(filed) == MAILS
    assert set(filed.values()) == {1}
