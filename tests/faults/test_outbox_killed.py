"""Requests by the hundred (a thousand in `./run soak`) leave once each although SIGKILL ends the worker on the way."""

import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.actions.settle_message import send_again, settle_as_sent, settle_by_copy
from dueregard.foundation.mail.models import OutgoingMessage
from tests.foundation.mail.letters import queue
from tests.foundation.mail.servers.sink import accepted, smtp_sink
from tests.people import make_person
from tests.processes import command, wait_until
from tests.soak import so_many

State = OutgoingMessage.State
MESSAGES = so_many(1000, piece=300)
KILLS = so_many(10, piece=3)


def wait_for_messages(folder: Path, number: int, worker: "subprocess.Popen[bytes]") -> None:
    """Wait until the sink has so many, while the worker lives."""
    wait_until(
        lambda: len(accepted(folder)) >= number or worker.poll() is not None, what=f"{number} messages at the sink"
    )
    assert worker.poll() is None, "the worker ended by itself"


def sent_or_unsure() -> int:
    """Count the messages that need no worker any more."""
    return OutgoingMessage.objects.filter(state__in=[State.SENT, State.UNSURE]).count()


@pytest.mark.servers
@pytest.mark.soak
@pytest.mark.starts_early
@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_messages_leave_once_each_although_the_worker_is_killed(tmp_path: Path) -> None:
    now = timezone.now()
    set_mode(mode="live", by=None, now=now)
    with transaction.atomic():
        for number in range(MESSAGES):
            queue(f"case-{number}/request", now=now, to=f"foi@body{number % 40}.example")
    chance = random.Random(20261123)
    with smtp_sink(tmp_path) as port:
        site = {"settings_module": "tests.faults.killing_settings", "DUEREGARD_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        for kill in range(KILLS):
            done = len(accepted(tmp_path))
            with command("work", log=tmp_path / "worker.log", **site) as worker:
                goal = min(done + chance.randrange(20, 90), MESSAGES - (KILLS - kill))
                wait_for_messages(tmp_path, goal, worker)
                time.sleep(chance.random() * 0.02)
                worker.send_signal(signal.SIGKILL)
                worker.wait()
        with command("work", log=tmp_path / "worker.log", **site):
            wait_until(lambda: sent_or_unsure() == MESSAGES, what="all sent or unsure")
            taken = {str(line["id"]) for line in accepted(tmp_path)}
            settle_what_is_unsure(taken)
            wait_until(lambda: sent_or_unsure() == MESSAGES, what="those that a person sent again")
        wait_until(lambda: OutgoingMessage.objects.filter(state=State.SENT).count() == MESSAGES, what="all sent")
    times = Counter(str(line["id"]) for line in accepted(tmp_path))
    assert set(times) == set(OutgoingMessage.objects.values_list("message_id", flat=True))
    assert {message_id: count for message_id, count in times.items() if count != 1} == {}


def settle_what_is_unsure(taken: set[str]) -> None:
    """Settle half by the copy that the server would bring back, half by a person who asks the server's owner."""
    dana = make_person("dana", is_administrator=True)
    unsure = list(OutgoingMessage.objects.filter(state=State.UNSURE))
    print(f"{len(unsure)} of {MESSAGES} messages were unsure after {KILLS} kills")  # noqa: T201
    for number, message in enumerate(unsure):
        if message.message_id not in taken:
            send_again(message=message, by=dana, now=timezone.now())
        elif number % 2:
            settle_by_copy(message_id=message.message_id, now=timezone.now())
        else:
            settle_as_sent(message=message, by=dana, now=timezone.now())
