"""Reads how the work stands, for the administrator's page. Writes nothing."""

import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F, Max, Q, QuerySet, Value
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.gateways.proxies import is_proxy_unnamed
from dueregard.foundation.work.actions.hand_over import waiting_tasks
from dueregard.foundation.work.gateways.disk import free_bytes, is_full
from dueregard.foundation.work.models import ClockChange, Dispatcher, LongAct, PeriodicRun, TaskRow, Worker
from dueregard.rules.wiring.examined import Remark, Tone, counted
from dueregard.rules.wiring.works import How, Works
from dueregard.rules.work.clock_changes import words
from dueregard.rules.work.long_acts import by_reason, said

SHOWN = 100
LITTLE_ROOM = 2 * 1024**3  # bytes: enough for some weeks, and little enough to think of a larger disk
CLOCK_SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True)
class WorkerLine:
    """A worker and whether its heart beats."""

    process: str
    started_at: datetime
    beat_at: datetime
    is_alive: bool

    @property
    def words(self) -> str:
        """Say whether it works."""
        return "working" if self.is_alive else "stopped; its tasks were put back"

    @property
    def tone(self) -> str:
        """Say how to show it."""
        return "good" if self.is_alive else "quiet"


@dataclass(frozen=True)
class TaskLine:
    """A task that did not go well. `reason` is the kind of error; its words may hold personal data and stay inside."""

    id: uuid.UUID
    task: str
    reason: str
    tries: int
    enqueued_at: datetime
    next_at: datetime | None


@dataclass(frozen=True)
class PeriodicLine:
    """A periodic job and when it was last due."""

    job: str
    every_seconds: int
    last_due_at: datetime | None

    @property
    def every(self) -> str:
        """Say how often, in words."""
        sizes = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
        seconds, unit = next(size for size in sizes if self.every_seconds % size[0] == 0)
        count = self.every_seconds // seconds
        return unit if count == 1 else f"{count} {unit}s"


@dataclass(frozen=True)
class ClockLine:
    """That the server's clock was set, when, and what was done."""

    noticed_at: datetime
    by: timedelta
    rows: int

    @property
    def words(self) -> str:
        """Say what happened, and what of it needs nobody."""
        if self.by > timedelta(0):
            return f"The clock was set ahead by {words(self.by)}. If that is wrong, letters may carry the wrong time."
        right = "Nothing waited for a time that had not come."
        if self.rows:
            lines = "1 thing that waited" if self.rows == 1 else f"{self.rows} things that waited"
            right = f"{lines} for a time that had not come went on."
        return f"The clock was set back by {words(self.by)}. {right}"


@dataclass(frozen=True)
class ProgramLine:
    """A program beside the site, and whether it is installed."""

    name: str
    is_there: bool
    without: str
    packages: str

    @property
    def words(self) -> str:
        """Say whether it is there."""
        return "installed" if self.is_there else "not installed"

    @property
    def tone(self) -> str:
        """Say how to show it."""
        return "good" if self.is_there else "late"


@dataclass(frozen=True)
class Figure:
    """A number with its words."""

    number: int
    words: str
    tone: str = ""


@dataclass(frozen=True)
class QueueTrouble:
    """Why tasks do not reach the workers of a site that has a queue server, and what to do."""

    title: str
    text: str
    remedy: str


@dataclass(frozen=True)
class WorkStanding:
    """Everything the administrator's page on work shows."""

    workers: list[WorkerLine]
    ready: int
    later: int
    running: int
    failed: int
    failures: list[TaskLine]
    trying_again: list[TaskLine]
    periodic: list[PeriodicLine]
    programs: list[ProgramLine]
    clock: list[ClockLine]
    free: int  # bytes of the disk
    is_full: bool
    has_unnamed_proxy: bool
    queue_trouble: QueueTrouble | None

    @property
    def tally(self) -> list[Figure]:
        """Return the tasks by state."""
        return [
            Figure(self.ready, "ready"),
            Figure(self.later, "due later"),
            Figure(self.running, "running"),
            Figure(self.failed, "failed", "late" if self.failed else ""),
        ]

    @property
    def nobody_works(self) -> bool:
        """Tell whether work may be waiting for a worker that is not there."""
        return not any(worker.is_alive for worker in self.workers)


@dataclass(frozen=True, slots=True)
class LongActPage:
    """How far an act on many things is. `reasons` are those for which some were left out, each with their names."""

    row: LongAct
    heading: str
    says: str
    is_going: bool
    is_stopped: bool
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


def long_act_page(row: LongAct, now: datetime) -> LongActPage:
    """Return how far an act is. At most one query."""
    is_going = row.state in (LongAct.State.GOING, LongAct.State.STOPPED)
    is_worked_on = not is_going or Worker.objects.alive(now).exists()
    return LongActPage(
        row=row,
        heading=LongAct.State(row.state).label.capitalize(),
        says=said(state=row.state, looked=row.looked, total=row.total, trouble=row.trouble, is_worked_on=is_worked_on),
        is_going=is_going,
        is_stopped=row.state == LongAct.State.STOPPED or not is_worked_on,
        reasons=by_reason((name, why) for name, why in row.left_out),
    )


def under_way(about: str) -> list[LongAct]:
    """Return the acts about something that have not ended, the newest first. One query."""
    going = (LongAct.State.GOING, LongAct.State.STOPPED)
    return list(LongAct.objects.filter(about=about, state__in=going).order_by("-begun_at"))


def work_standing(now: datetime) -> WorkStanding:
    """Gather the workers, the tasks by state, what failed and why, and the periodic work."""
    alive = set(Worker.objects.alive(now).values_list("pk", flat=True))
    tasks = DBTaskResult.objects.all()
    ready, failed = tasks.ready(), tasks.failed()
    later = tasks.filter(status="READY").exclude(pk__in=ready.values("pk"))
    last = dict(PeriodicRun.objects.values_list("job").annotate(Max("due_at")))
    return WorkStanding(
        workers=[
            WorkerLine(f"{one.host} {one.process.partition(' ')[0]}", one.started_at, one.beat_at, one.pk in alive)
            for one in Worker.objects.order_by("started_at")
        ],
        ready=ready.count(),
        later=later.count(),
        running=tasks.running().count(),
        failed=failed.count(),
        failures=[_line(row) for row in failed.order_by("-finished_at")[:SHOWN]],
        trying_again=[_line(row) for row in later.exclude(exception_class_path="").order_by("run_after")[:SHOWN]],
        periodic=[PeriodicLine(job, every, last.get(job)) for job, every in sorted(settings.PERIODIC_WORK.items())],
        programs=[
            ProgramLine(one.name, shutil.which(one.command) is not None, one.without, one.packages)
            for one in settings.PROGRAMS
        ],
        free=free_bytes(),
        is_full=is_full(),
        has_unnamed_proxy=is_proxy_unnamed(),
        queue_trouble=queue_trouble(now),
        clock=[ClockLine(one.noticed_at, one.by, one.rows) for one in _clock_changes(now)[:SHOWN]],
    )


def queue_trouble(now: datetime) -> QueueTrouble | None:
    """Say why tasks do not reach the queue server, or nothing when they do. A site without one is asked nothing."""
    if not settings.QUEUE:
        return None
    lost = list(Dispatcher.objects.alive(now).values_list("lost_at", flat=True))
    if None in lost:
        return None
    waiting = waiting_tasks().count()
    waits = f"{counted(waiting, 'task waits', 'tasks wait')} in the database. Nothing is lost."
    if not lost:
        remedy = "Start one: ./run dueregard dispatch."
        return QueueTrouble("No dispatcher is running", f"Nothing reaches the queue server. {waits}", remedy)
    since = timezone.localtime(min(each for each in lost if each)).strftime("%H:%M on %-d %B")
    text = f"It has not answered since {since}. {waits} They go to the workers by themselves once it answers."
    remedy = "Until then you can start a worker that passes it by: ./run dueregard work --from-database."
    return QueueTrouble("The queue server cannot be reached", text, remedy)


def _clock_changes(now: datetime) -> QuerySet[ClockChange]:
    """Return when the clock was set in the last days, the last first.

    A clock that was set far back dates the note of it by what it shows then: what it had shown before counts as well.
    """
    since = Value(now - CLOCK_SHOWN_FOR, DateTimeField())
    before = ExpressionWrapper(since + F("by"), DateTimeField())
    return ClockChange.objects.filter(Q(noticed_at__gt=since) | Q(noticed_at__gt=before)).order_by("-pk")


def _line(row: TaskRow) -> TaskLine:
    reason = row.exception_class_path.rpartition(".")[2]
    next_at = row.run_after if row.status == "READY" else None
    return TaskLine(row.id, row.task_path, reason, len(row.worker_ids), row.enqueued_at, next_at)


def examined(now: datetime) -> tuple[Remark, ...]:
    """Say whether there is room, whether somebody works, what failed, and whether the clock was set."""
    standing = work_standing(now)
    room = f"{filesizeformat(standing.free)} of the disk are free."
    few = standing.free < LITTLE_ROOM
    remarks = [
        Remark("disk", Tone.WRONG, room, "Make room at once: ./run room says what takes it. Mail is still taken in.")
        if standing.is_full
        else Remark("disk", Tone.LOOK if few else Tone.FINE, room, "./run room says what takes it." if few else ""),
        Remark(
            "workers",
            Tone.WRONG,
            "No worker is running: no letter leaves and no reply is filed.",
            "Start the site: ./run",
        )
        if standing.nobody_works
        else Remark("workers", Tone.FINE, "At least one is running."),
    ]
    if trouble := standing.queue_trouble:
        remarks.append(Remark("queue", Tone.WRONG, f"{trouble.title}. {trouble.text}", trouble.remedy))
    if standing.failed:
        words = f"{counted(standing.failed, 'task has', 'tasks have')} failed for good."
        remarks.append(Remark("tasks", Tone.WRONG, words, "An administrator tries them again on Background tasks."))
    remarks += [
        Remark("clock", Tone.LOOK, one.words, "See that the server sets its clock by itself.") for one in standing.clock
    ]
    remarks += [
        Remark(
            "programs",
            Tone.LOOK,
            f"{one.name} is not installed. {one.without}",
            f"As root: apt-get install {one.packages}",
        )
        for one in standing.programs
        if not one.is_there
    ]
    if standing.has_unnamed_proxy:
        words = "A web server stands before the site, and the site is not told so: it takes all visitors for one."
        remarks.append(Remark("proxy", Tone.LOOK, words, "Set DUEREGARD_PROXIES=1 and restart the site."))
    return tuple(remarks)


def works_now(now: datetime) -> list[Works]:
    """Say whether what pages leave to the workers is done. One query, and one more with a queue server."""
    if is_full():
        how, says = (
            How.NOT,
            "The server’s disk is full. Nothing new can be saved until the people who run it make room.",
        )
    elif not Worker.objects.alive(now).exists() or queue_trouble(now):
        how, says = How.NOT, "Letters, replies and documents are waiting. Nothing is lost."
    else:
        how, says = How.WELL, "Letters, replies and documents are dealt with as they come in."
    return [Works(10, "Work in the background", how, says)]
