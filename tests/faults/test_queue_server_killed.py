"""RabbitMQ is killed and comes back, messages come twice and late, a task takes longer than it allows.

No task is lost and none is done twice. `./run soak` runs this, on both databases; `./run test` installs no RabbitMQ and
does not collect this file (conftest.py).
"""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.gateways.queue_server import Publisher
from dueregard.foundation.work.models import Dispatcher, Handover
from tests.foundation.work import chores
from tests.foundation.work.engines import Engine
from tests.processes import wait_until
from tests.rabbitmq import RabbitMQ, running_rabbitmq
from tests.work import notes

pytestmark = [pytest.mark.servers, pytest.mark.soak, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server() -> Iterator[RabbitMQ]:
    with running_rabbitmq() as one:
        yield one


def all_done() -> bool:
    """Tell whether every task has gone well."""
    return not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_a_queue_server_that_is_killed_and_comes_back_costs_no_task(server: RabbitMQ, tmp_path: Path) -> None:
    words = [f"no-{number}" for number in range(60)]
    with Engine(tmp_path, server).running(workers=2):
        for word in words[:20]:
            chores.write_down.enqueue(str(tmp_path), word)
        wait_until(lambda: len(notes(tmp_path)) >= 3, what="the first tasks")
        server.kill()
        for word in words[20:40]:
            chores.write_down.enqueue(str(tmp_path), word)
        wait_until(lambda: Dispatcher.objects.exclude(lost_at=None).exists(), what="that it is missed")
        server.start()
        for word in words[40:]:
            chores.write_down.enqueue(str(tmp_path), word)
        wait_until(all_done, what="the ends of all")
    assert sorted(notes(tmp_path)) == sorted(words)


def test_what_waited_while_the_server_was_away_leaves_when_a_dispatcher_starts(tmp_path: Path) -> None:
    with running_rabbitmq() as server:
        engine = Engine(tmp_path, server)
        server.kill()
        with engine.dispatcher():
            for number in range(5):
                chores.write_down.enqueue(str(tmp_path), f"no-{number}")
            wait_until(lambda: Dispatcher.objects.exclude(lost_at=None).exists(), what="that it is missed")
        assert DBTaskResult.objects.filter(status="READY").count() == 5
        server.start()
        with engine.running():
            wait_until(all_done, what="the ends of all")
    assert sorted(notes(tmp_path)) == [f"no-{number}" for number in range(5)]


def test_messages_that_come_twice_and_late_do_each_task_once(server: RabbitMQ, tmp_path: Path) -> None:
    tasks = [uuid.UUID(chores.write_down.enqueue(str(tmp_path), f"no-{number}").id) for number in range(30)]
    by_hand = Publisher(server.url)
    with Engine(tmp_path, server).running(workers=2):
        by_hand.publish(tasks)
        wait_until(lambda: len(notes(tmp_path)) >= 5, what="the first tasks")
        by_hand.publish([*tasks, *tasks])
        wait_until(all_done, what="the ends of all")
        by_hand.publish(tasks)
        wait_until(lambda: by_hand.waiting() == 0, what="the last messages")
    by_hand.close()
    assert sorted(notes(tmp_path)) == sorted(f"no-{number}" for number in range(30))
    assert all(len(row.worker_ids) == 1 for row in DBTaskResult.objects.all())


def test_a_task_that_takes_longer_than_the_server_allows_is_done_and_the_next_as_well(tmp_path: Path) -> None:
    with running_rabbitmq("consumer_timeout = 3000") as server, Engine(tmp_path, server).running(workers=2):
        chores.take_long_by_clock.enqueue(str(tmp_path), 12)
        chores.write_down.enqueue(str(tmp_path), "next")
        wait_until(all_done, what="the ends of both")
    assert sorted(notes(tmp_path)) == ["began", "ended", "next"]
    assert not Handover.objects.exists()
