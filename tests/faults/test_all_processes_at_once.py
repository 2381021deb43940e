"""Letters leave and mail arrives while every process is killed, the clock is moved and the disk fills up.

Web, worker, indexer and LMTP listener run as on a server. Whatever happens to them, each letter leaves once, each
e-mail is filed once, the index holds what the database holds, and what happened to the clock is said in words.
"""

import random
import signal
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.foundation.work.models import ClockChange
from dueregard.parts.foi.models import Correspondence
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_waiting_case
from tests.faults.whole_site import Deliverer, Index, Site, queue_letters, replies
from tests.foundation.mail.servers.sink import accepted, smtp_sink
from tests.over_http import OverHttp
from tests.people import make_cast
from tests.processes import wait_until
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


def done() -> bool:
    """Tell whether every letter is sent or unsure, and every e-mail filed."""
    left = OutgoingMessage.objects.filter(state__in=[State.SENT, State.UNSURE]).count()
    return left == LETTERS and StoredEmail.objects.filter(state=StoredEmail.State.FILED).count() == MAILS


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_doubled_whatever_happens_to_the_processes(own_index: None, tmp_path: Path) -> None:
    cast, chance, state = make_cast(), random.Random(16), Path(settings.STATE)
    full, clock, mails = state / "full", state / "clock", list[Deliverer]()
    set_mode(mode="live", by=None, now=timezone.now())
    cases = [make_waiting_case(make_campaign(cast.northport), make_body(f"Body {each}")) for each in range(MAILS)]
    arriving = replies(cases)
    with smtp_sink(tmp_path) as smtp_port:
        site = Site(tmp_path, smtp_port, SETTINGS)
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
