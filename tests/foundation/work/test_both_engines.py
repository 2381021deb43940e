"""What the task interface promises, whichever engine is behind it: a worker may die at any instruction.

Its task is run again, a clean stop finishes what runs, and nothing runs that was not committed.
"""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.models import Handover, PeriodicRun, Worker
from tests.foundation.work import chores
from tests.foundation.work.engines import ENGINES, Engine, children_of
from tests.processes import wait_until
from tests.rabbitmq import running_rabbitmq
from tests.work import notes

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "database":
        yield Engine(tmp_path)
        return
    with running_rabbitmq() as server:
        yield Engine(tmp_path, server)


def test_a_task_whose_worker_was_killed_is_run_again_by_another(engine: Engine, tmp_path: Path) -> None:
    with transaction.atomic():
        chores.take_long_the_first_time.enqueue(str(tmp_path))
    with engine.running() as (first,):
        wait_until(lambda: notes(tmp_path) == ["began"], what="the first beginning")
        forked = children_of(first.pid)
        first.send_signal(signal.SIGKILL)
        first.wait()
        for each in forked:
            os.kill(each, signal.SIGKILL)
        assert DBTaskResult.objects.get().status == "RUNNING"
        with engine.worker():
            wait_until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL", what="the second try")
    assert notes(tmp_path) == ["began", "began", "ended"]
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_a_worker_told_to_stop_finishes_its_task_and_takes_no_other(engine: Engine, tmp_path: Path) -> None:
    chores.take_a_second.enqueue(str(tmp_path))
    chores.take_a_second.enqueue(str(tmp_path))
    with engine.running() as (worker,):
        wait_until(lambda: notes(tmp_path) == ["began"], what="the beginning")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    assert notes(tmp_path) == ["began", "ended"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
    assert not Worker.objects.exists()


def test_what_is_committed_runs_when_it_is_due_and_what_is_rolled_back_never(engine: Engine, tmp_path: Path) -> None:
    with transaction.atomic():
        chores.write_down.enqueue(str(tmp_path), "rolled-back")
        transaction.set_rollback(True)
    due = timezone.now() + timedelta(seconds=3.5)
    chores.write_down.using(run_after=due).enqueue(str(tmp_path), "later")
    chores.fail.enqueue()
    with transaction.atomic():
        for number in range(20):
            chores.write_down.enqueue(str(tmp_path), f"no-{number}")
    with engine.running(workers=2):
        wait_until(lambda: DBTaskResult.objects.successful().count() == 21, what="the ends of all")
        wait_until(lambda: DBTaskResult.objects.exclude(exception_class_path="").exists(), what="the failure")
    assert sorted(notes(tmp_path)) == sorted(["later", *(f"no-{number}" for number in range(20))])
    assert DBTaskResult.objects.get(run_after=due).started_at >= due
    failed = DBTaskResult.objects.exclude(exception_class_path="").get()
    assert failed.status == "READY"
    assert failed.run_after > failed.started_at + timedelta(seconds=3)
    assert not Handover.objects.exclude(task_id=failed.pk).exists()


def test_two_of_each_give_out_each_due_time_of_periodic_work_once(engine: Engine) -> None:
    watched = "tests.foundation.work.watched_settings"
    with engine.running(settings_module=watched), engine.running(settings_module=watched):
        wait_until(lambda: PeriodicRun.objects.count() >= 4, what="four due times")
    due = list(PeriodicRun.objects.values_list("due_at", flat=True))
    assert len(set(due)) == len(due)
    assert DBTaskResult.objects.count() == len(due)
