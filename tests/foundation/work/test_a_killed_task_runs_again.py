"""A worker may die at any instruction: its task is run again, and a clean stop finishes what runs."""

import signal
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.models import PeriodicRun, Worker
from tests.foundation.work import chores
from tests.processes import command, wait_until
from tests.work import notes

QUIET = "tests.foundation.work.quiet_settings"
pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]


def test_a_task_whose_worker_was_killed_is_run_again_by_another(tmp_path: Path) -> None:
    chores.take_long_the_first_time.enqueue(str(tmp_path))
    with command("work", log=tmp_path / "log", settings_module=QUIET) as first:
        wait_until(lambda: notes(tmp_path) == ["began"], what="the first beginning")
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert DBTaskResult.objects.get().status == "RUNNING"
    with command("work", log=tmp_path / "log", settings_module=QUIET):
        wait_until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL", what="the second try")
    assert notes(tmp_path) == ["began", "began", "ended"]
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_a_worker_told_to_stop_finishes_its_task_and_takes_no_other(tmp_path: Path) -> None:
    chores.take_a_second.enqueue(str(tmp_path))
    chores.take_a_second.enqueue(str(tmp_path))
    with command("work", log=tmp_path / "log", settings_module=QUIET) as worker:
        wait_until(lambda: notes(tmp_path) == ["began"], what="the beginning")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
    assert notes(tmp_path) == ["began", "ended"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
    assert not Worker.objects.exists()


def test_two_workers_give_out_each_due_time_of_periodic_work_once(tmp_path: Path) -> None:
    settings_module = "tests.foundation.work.watched_settings"
    with (
        command("work", log=tmp_path / "log", settings_module=settings_module),
        command("work", log=tmp_path / "log", settings_module=settings_module),
    ):
        wait_until(lambda: PeriodicRun.objects.count() >= 4, what="four due times")
    due = list(PeriodicRun.objects.values_list("due_at", flat=True))
    assert len(set(due)) == len(due)
    assert DBTaskResult.objects.count() == len(due)
