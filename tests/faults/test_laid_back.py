"""A back-up is taken while letters leave, and laid back on the live site: no letter leaves a second time.

Real worker, real mail server that counts, on SQLite and on PostgreSQL.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from dueregard.foundation.mail.actions.queue_message import AlreadyQueued
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.actions.settle_message import settle_by_copy
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.mail.queries import site_clock_now
from tests.faults.laid_back import back_up, lay_back
from tests.foundation.mail.letters import queue
from tests.foundation.mail.servers.sink import accepted, smtp_sink
from tests.processes import command, wait_until

pytestmark = [pytest.mark.servers, pytest.mark.timeout(1200), pytest.mark.django_db(transaction=True)]
State = OutgoingMessage.State
LETTERS, BEFORE = 60, 20


def queue_letters() -> None:
    """Queue what is not in the outbox: what people and periodic work write, under the key it always has."""
    with transaction.atomic():
        for number in range(LETTERS):
            with suppress(AlreadyQueued), transaction.atomic():
                queue(f"case-{number}/request", now=timezone.now(), to=f"foi@body{number % 40}.example")


def in_state(*states: State) -> int:
    """Count the outbox's messages in these states."""
    return OutgoingMessage.objects.filter(state__in=states).count()


def work_until(is_so: Callable[[], bool], folder: Path, port: int, *, what: str) -> None:
    """Let a worker of the site send until it is so."""
    site = {"settings_module": "tests.faults.killing_settings", "DUEREGARD_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    with command("work", log=folder / "worker.log", **site):
        wait_until(is_so, what=what)


def send_with_a_back_up_on_the_way(folder: Path, port: int) -> Path:
    """Send all letters; a back-up was taken in the middle, when ten had not been written yet."""
    set_mode(mode="live", by=None, now=timezone.now())
    queue_letters()
    OutgoingMessage.objects.filter(key__in=[f"case-{number}/request" for number in range(50, LETTERS)]).delete()
    copies: list[Path] = []

    def half_left() -> bool:
        if len(accepted(folder)) >= BEFORE and not copies:
            copies.append(back_up(folder))
        return in_state(State.SENT) == 50

    work_until(half_left, folder, port, what="the first fifty letters")
    queue_letters()
    work_until(lambda: in_state(State.SENT) == LETTERS, folder, port, what="all letters")
    return copies[0]


def test_what_left_after_the_back_up_is_known_from_the_journal_and_leaves_once(tmp_path: Path) -> None:
    with smtp_sink(tmp_path) as port:
        copy = send_with_a_back_up_on_the_way(tmp_path, port)
        lay_back(copy)
        assert in_state(State.SENT) < 50, "the back-up is older than what the site did since"
        assert OutgoingMessage.objects.count() == 50, "and knows nothing of the last ten"
        queue_letters()
        with transaction.atomic():
            queue("case-new/request", now=timezone.now(), to="foi@new.example")
        done = LETTERS + 1
        work_until(lambda: in_state(State.SENT, State.UNSURE) == done, tmp_path, port, what="all known")
    times = Counter(str(line["id"]) for line in accepted(tmp_path))
    assert len(times) == LETTERS + 1
    assert {message_id: count for message_id, count in times.items() if count != 1} == {}
    by_journal = OutgoingMessage.objects.filter(how_known__startswith="the journal of sending: 250")
    assert by_journal.count() >= LETTERS - BEFORE - 25


def test_without_the_journal_nothing_leaves_until_a_person_has_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with smtp_sink(tmp_path) as port:
        copy = send_with_a_back_up_on_the_way(tmp_path, port)
        lay_back(copy)
        Path(settings.MAIL_JOURNAL).unlink()  # another machine, another folder: only the database was saved
        work_until(lambda: site_clock_now().is_held, tmp_path, port, what="that mail is held")
        queue_letters()  # what is written by itself meanwhile may have left, too
        assert in_state(State.WAITING) == 10
        call_command("mode")
        why = "Nothing leaves: The journal of sending that belongs to this database is missing."
        assert why in capsys.readouterr().out
        set_mode(mode="live", by=None, now=timezone.now())
        assert in_state(State.WAITING) == 0
        for line in accepted(tmp_path):  # our own copies come back
            settle_by_copy(message_id=str(line["id"]), now=timezone.now())
        with transaction.atomic():
            queue("case-new/request", now=timezone.now(), to="foi@new.example")
        work_until(lambda: in_state(State.SENT) == LETTERS + 1, tmp_path, port, what="the new letter")
    times = Counter(str(line["id"]) for line in accepted(tmp_path))
    assert len(times) == LETTERS + 1
    assert set(times.values()) == {1}
