"""A task that raises is tried again after growing waits, then has failed where an administrator sees it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.work.actions.claim_task import claim_task
from dueregard.foundation.work.actions.give_out_periodic import drop_old_runs, give_out_periodic
from dueregard.foundation.work.actions.keep_worker import beat, bury_neighbours, register_worker
from dueregard.foundation.work.actions.return_tasks import return_tasks_of_the_dead
from dueregard.foundation.work.actions.run_task import TRIES, run_task
from dueregard.foundation.work.models import PeriodicRun, Worker
from dueregard.foundation.work.queries import work_standing
from dueregard.rules.wiring.adds import Program
from tests.foundation.work import chores
from tests.people import Cast

NOTHING = "tests.foundation.work.chores.do_nothing"
FAILS = "tests.foundation.work.chores.fail"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def run_next(worker: str = "worker") -> DBTaskResult | None:
    """Let a worker run what is ready, as if every wait were over."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    row = claim_task(worker=worker)
    if row is not None:
        run_task(row=row)
    return row


def test_the_waits_between_tries_grow() -> None:
    chores.fail.enqueue()
    waits = []
    for _ in range(3):
        before = timezone.now()
        row = run_next()
        assert row is not None
        waits.append(round((DBTaskResult.objects.get().run_after - before).total_seconds() / 5))
    assert waits == [1, 2, 4]


def test_after_the_last_try_the_task_has_failed_and_its_reason_is_kept() -> None:
    chores.fail.enqueue()
    for _ in range(TRIES):
        run_next()
    assert run_next() is None
    standing = work_standing(timezone.now())
    assert [(line.task, line.reason, line.tries) for line in standing.failures] == [(FAILS, "ChoreFails", TRIES)]


def test_an_administrator_lets_a_failed_task_try_again(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    chores.fail.enqueue()
    for _ in range(TRIES):
        run_next()
    client = signed_in(cast.dana)
    page = client.get("/desk/work/")
    assert "ChoreFails" in page.content.decode()
    answer = client.post(f"/desk/work/{DBTaskResult.objects.get().pk}/retry/")
    assert answer.status_code == 302
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("READY", [])
    assert Act.objects.filter(did="retry_task", by=cast.dana).count() == 1
    assert client.post(f"/desk/work/{row.pk}/retry/").status_code == 404


def test_the_page_is_the_administrators_alone(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(cast.asha).get("/desk/work/").status_code in (403, 404)
    assert Client().get("/desk/work/").status_code in (302, 403, 404)


def test_the_page_says_when_nobody_works(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    assert "No worker is running" in signed_in(cast.dana).get("/desk/work/").content.decode()
    register_worker(name="one", now=timezone.now())
    assert "No worker is running" not in signed_in(cast.dana).get("/desk/work/").content.decode()


def test_the_page_says_which_program_is_missing_and_how_to_install_it(
    cast: Cast, signed_in: Callable[[Person], Client], settings: SimpleNamespace
) -> None:
    settings.PROGRAMS = (
        Program("Shell", "sh", "dash", "Nothing runs."),
        Program("Drawer", "no-such-program", "drawer-nogui", "Nothing is drawn."),
    )
    page = signed_in(cast.dana).get("/desk/work/").content.decode()
    assert "apt-get install drawer-nogui" in page
    assert "Nothing is drawn." in page
    assert "apt-get install dash" not in page


def test_a_task_is_returned_when_its_workers_heart_has_stopped_and_not_before() -> None:
    chores.do_nothing.enqueue()
    register_worker(name="mortal", now=NOON)
    claim_task(worker="mortal")
    assert return_tasks_of_the_dead(asked_by="other", now=NOON + timedelta(seconds=9)) == 0
    beat(name="mortal", now=NOON + timedelta(seconds=9))
    assert return_tasks_of_the_dead(asked_by="other", now=NOON + timedelta(seconds=18)) == 0
    assert return_tasks_of_the_dead(asked_by="other", now=NOON + timedelta(seconds=20)) == 1


def test_a_worker_that_only_seemed_dead_does_not_write_over_the_next_ones_work() -> None:
    chores.fail.enqueue()
    frozen = claim_task(worker="frozen")
    assert frozen is not None
    return_tasks_of_the_dead(asked_by="other", now=timezone.now())
    DBTaskResult.objects.update(run_after=timezone.now())
    claim_task(worker="awake")
    run_task(row=frozen)
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("RUNNING", ["frozen", "awake"])


def test_a_worker_of_this_machine_that_still_runs_is_not_buried() -> None:
    register_worker(name="alive", now=timezone.now())
    gone = register_worker(name="gone", now=timezone.now())
    Worker.objects.filter(pk=gone.pk).update(process="4194304 1")
    assert bury_neighbours() == 1
    assert list(Worker.objects.values_list("name", flat=True)) == ["alive"]


def test_each_due_time_is_given_out_once() -> None:
    assert give_out_periodic(job=NOTHING, every=60, now=NOON) is not None
    assert give_out_periodic(job=NOTHING, every=60, now=NOON + timedelta(seconds=59)) is None
    run_next()
    assert give_out_periodic(job=NOTHING, every=60, now=NOON + timedelta(seconds=60)) is not None
    assert PeriodicRun.objects.count() == 2


def test_a_job_that_still_waits_is_not_given_out_again() -> None:
    give_out_periodic(job=NOTHING, every=60, now=NOON)
    assert give_out_periodic(job=NOTHING, every=60, now=NOON + timedelta(minutes=5)) is None


def test_periodic_work_that_fails_shows_its_latest_failure_only_and_none_once_it_goes_well(settings: object) -> None:
    settings.PERIODIC_WORK = {FAILS: 60}  # type: ignore[attr-defined]
    for minute in range(3):
        give_out_periodic(job=FAILS, every=60, now=NOON + timedelta(minutes=minute))
        run_next()
    assert DBTaskResult.objects.failed().count() <= 2
    DBTaskResult.objects.filter(status="FAILED").order_by("-finished_at")[0:1]
    latest = DBTaskResult.objects.order_by("-finished_at").first()
    assert latest is not None
    latest.set_successful(None)
    give_out_periodic(job=FAILS, every=60, now=NOON + timedelta(minutes=4))
    assert DBTaskResult.objects.failed().count() == 0


def test_old_runs_go_and_failed_tasks_stay() -> None:
    give_out_periodic(job=NOTHING, every=60, now=NOON)
    chores.fail.enqueue()
    run_next()
    for _ in range(TRIES):
        run_next()
    later = timezone.now() + timedelta(days=3)
    drop_old_runs(now=later)
    assert [row.status for row in DBTaskResult.objects.all()] == ["FAILED"]
    assert not PeriodicRun.objects.exists()
