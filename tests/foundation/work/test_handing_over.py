"""Tasks go to a queue server by their ids. A message may be lost, late or doubled: the task runs once all the same."""

import uuid
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work import models
from dueregard.foundation.work.actions import hand_over as handing
from dueregard.foundation.work.actions.claim_task import claim_named, claim_task
from dueregard.foundation.work.actions.hand_over import hand_over, take_back_lost
from dueregard.foundation.work.actions.keep_dispatcher import beat_dispatcher, note_queue_away, note_queue_there
from dueregard.foundation.work.actions.keep_worker import register_worker
from dueregard.foundation.work.actions.run_task import run_task
from dueregard.foundation.work.gateways.queue_away import QueueAway
from dueregard.foundation.work.models import Handover, Worker
from dueregard.foundation.work.queries import examined, works_now
from dueregard.rules.wiring.works import How
from tests.foundation.work import chores
from tests.people import Cast

pytestmark = pytest.mark.django_db


class Server:
    """A queue server that remembers what it was given, and can be away."""

    def __init__(self) -> None:
        self.messages: list[uuid.UUID] = []
        self.is_away = False

    def publish(self, tasks: Collection[uuid.UUID]) -> None:
        if self.is_away:
            raise QueueAway("cable")
        self.messages += tasks

    def waiting(self) -> int:
        return len(self.messages)

    def close(self) -> None:
        self.messages.clear()


@pytest.fixture
def server(settings: SimpleNamespace) -> Server:
    settings.QUEUE = "amqp://queue.northport.example//"
    return Server()


def enqueued() -> uuid.UUID:
    """Return the id of a new task that does nothing."""
    return uuid.UUID(chores.do_nothing.enqueue().id)


def soon(seconds: float) -> datetime:
    """Return an instant so many seconds from now."""
    return timezone.now() + timedelta(seconds=seconds)


def test_a_ready_task_is_handed_over_once_and_one_that_is_not_due_or_may_take_long_is_not(server: Server) -> None:
    ready = enqueued()
    chores.do_nothing.using(run_after=soon(60)).enqueue()
    chores.do_nothing.using(queue_name="slow").enqueue()
    assert hand_over(server=server, now=timezone.now()) == 1
    assert hand_over(server=server, now=timezone.now()) == 0
    assert server.messages == [ready]


def test_what_the_server_did_not_take_waits_and_goes_when_it_is_back(server: Server) -> None:
    waits, server.is_away = enqueued(), True
    with pytest.raises(QueueAway):
        hand_over(server=server, now=timezone.now())
    assert server.messages == []
    server.is_away = False
    assert hand_over(server=server, now=timezone.now()) == 1
    assert server.messages == [waits]


def test_a_message_that_comes_twice_or_late_runs_the_task_once(server: Server) -> None:
    task = enqueued()
    hand_over(server=server, now=timezone.now())
    register_worker(name="one", now=timezone.now())
    row = claim_named(worker="one", task_id=task, now=timezone.now())
    assert row is not None
    assert claim_named(worker="two", task_id=task, now=timezone.now()) is None, "while it runs"
    run_task(row=row)
    assert claim_named(worker="two", task_id=task, now=timezone.now()) is None, "when it has ended"
    assert claim_named(worker="two", task_id=uuid.uuid4(), now=timezone.now()) is None, "when it is gone"
    assert DBTaskResult.objects.get().worker_ids == ["one"]


def test_a_message_that_comes_again_because_its_worker_died_runs_the_task_again(server: Server) -> None:
    task = enqueued()
    register_worker(name="mortal", now=timezone.now())
    claim_named(worker="mortal", task_id=task, now=timezone.now())
    Worker.objects.all().delete()
    again = claim_named(worker="other", task_id=task, now=timezone.now())
    assert again is not None
    assert again.worker_ids == ["mortal", "other"]


def test_a_task_that_failed_is_handed_over_again_when_its_wait_is_over(server: Server) -> None:
    task = uuid.UUID(chores.fail.enqueue().id)
    hand_over(server=server, now=timezone.now())
    row = claim_named(worker="one", task_id=task, now=timezone.now())
    assert row is not None
    run_task(row=row)
    assert hand_over(server=server, now=timezone.now()) == 0
    assert claim_named(worker="one", task_id=task, now=timezone.now()) is None, "a late message does not cut the wait"
    DBTaskResult.objects.update(run_after=timezone.now())
    assert hand_over(server=server, now=timezone.now()) == 1
    assert server.messages == [task, task]


def test_what_a_worker_takes_from_the_database_counts_as_taken(server: Server) -> None:
    enqueued()
    hand_over(server=server, now=timezone.now())
    assert claim_task(worker="by-hand") is not None
    assert not Handover.objects.exists()


def test_a_message_that_got_lost_is_sent_again_and_one_that_waits_in_a_long_queue_is_not(server: Server) -> None:
    enqueued()
    hand_over(server=server, now=timezone.now())
    assert take_back_lost(waiting=1, now=soon(120)) == 0
    assert take_back_lost(waiting=0, now=soon(20)) == 0
    assert take_back_lost(waiting=0, now=soon(31)) == 1
    assert hand_over(server=server, now=timezone.now()) == 1


def test_a_dispatcher_that_died_while_it_handed_over_leaves_nothing_behind(server: Server) -> None:
    task = enqueued()
    Handover.objects.create(task_id=task, begun_at=timezone.now())
    assert hand_over(server=server, now=timezone.now()) == 0
    assert take_back_lost(waiting=5, now=soon(31)) == 1
    assert hand_over(server=server, now=timezone.now()) == 1


def test_what_is_handed_over_is_forgotten_with_its_task(server: Server) -> None:
    enqueued()
    hand_over(server=server, now=timezone.now())
    DBTaskResult.objects.all().delete()
    take_back_lost(waiting=1, now=timezone.now())
    assert not Handover.objects.exists()


def test_the_server_holds_a_few_and_the_database_the_rest(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "MOST", 3)
    for _ in range(5):
        enqueued()
    assert hand_over(server=server, now=timezone.now()) == 3
    assert hand_over(server=server, now=timezone.now()) == 0
    assert claim_named(worker="one", task_id=server.messages[0], now=timezone.now()) is not None
    assert hand_over(server=server, now=timezone.now()) == 1


def test_pages_say_in_words_when_the_queue_server_is_away(
    server: Server, cast: Cast, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "DEAD_AFTER", timedelta(hours=1))  # a busy machine is slow

    def told() -> tuple[str, str, list[str], How]:
        work = signed_in(cast.dana).get("/desk/work/").content.decode()
        remarks = [one.words for one in examined(timezone.now()) if one.about == "queue"]
        return work, Client().get("/healthz").content.decode(), remarks, works_now(timezone.now())[0].how

    register_worker(name="one", now=timezone.now())
    enqueued()
    work, health, remarks, how = told()
    assert "No dispatcher is running" in work
    assert health == "queue: no dispatcher is running; tasks wait in the database\n"
    assert len(remarks) == 1
    assert how == How.NOT
    beat_dispatcher(name="d", now=timezone.now())
    note_queue_away(name="d", now=timezone.now())
    work, health, remarks, how = told()
    assert "The queue server cannot be reached" in work
    assert "1 task waits in the database. Nothing is lost." in work
    assert health == "queue: the queue server cannot be reached; tasks wait in the database\n"
    assert remarks[0].startswith("The queue server cannot be reached.")
    assert how == How.NOT
    note_queue_there(name="d")
    work, health, remarks, how = told()
    assert "queue server" not in work
    assert (health, remarks, how) == ("ok\n", [], How.WELL)


def test_a_site_without_a_queue_server_is_told_nothing_of_one(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    assert "ispatcher" not in signed_in(cast.dana).get("/desk/work/").content.decode()
    assert Client().get("/healthz").content == b"ok\n"
