"""Who is working, which periodic work has been given out, and what was handed to a queue server.

The tasks themselves are rows of django_tasks_db.

A task is certain to end because its worker's heartbeat can be seen to stop; what a task does is known to the apps.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.lines.models import LineField

DEAD_AFTER = timedelta(seconds=10)
TaskRow = DBTaskResult[..., Any]


class Workers(models.QuerySet["Worker"]):
    """Finds workers by their heartbeat."""

    def alive(self, now: datetime) -> Workers:
        """Workers whose heart beat lately."""
        return self.filter(beat_at__gt=now - DEAD_AFTER)

    def dead(self, now: datetime) -> Workers:
        """Workers whose heart has stopped: killed, frozen, or cut off from the database."""
        return self.filter(beat_at__lte=now - DEAD_AFTER)


class Dispatchers(models.QuerySet["Dispatcher"]):
    """Finds dispatchers by their heartbeat."""

    def alive(self, now: datetime) -> Dispatchers:
        """Dispatchers whose heart beat lately."""
        return self.filter(beat_at__gt=now - DEAD_AFTER)


class Worker(models.Model):
    """A process that runs tasks. Its row goes when it stops cleanly; killed, its heartbeat stops."""

    name = models.CharField(max_length=64, unique=True)
    host = LineField(max_length=100)
    place = LineField(max_length=100, blank=True)  # the machine since it was started; empty when it cannot tell
    process = LineField(max_length=60)  # number and beginning
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    objects = Workers.as_manager()

    def __str__(self) -> str:
        return self.name


class ClockChange(models.Model):
    """That the server's clock was set: when a worker noticed, by how much, and how many rows were put right."""

    noticed_at = models.DateTimeField(db_index=True)
    by = models.DurationField()  # ahead; back, if negative
    rows = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"the clock was set by {self.by}"


class PeriodicRun(models.Model):
    """One due time of one periodic job. It can exist only once, so two schedulers give the work out once."""

    job = LineField(max_length=200)
    due_at = models.DateTimeField()
    given_out_at = models.DateTimeField()
    task_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="periodic_run_once")]

    def __str__(self) -> str:
        return f"{self.job} at {self.due_at}"


class LongAct(models.Model):
    """An act on many things that takes too long for one page: what is still to do, and what became of the rest.

    Each piece of it and what is written here are one transaction, so that nothing is done twice or forgotten.
    """

    class State(models.TextChoices):
        """How far it is."""

        GOING = "going", "under way"
        STOPPED = "stopped", "stopped for now"  # its task failed and is tried again
        LEFT = "left", "ended before the end"  # by a person
        DONE = "done", "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(max_length=200)  # the dotted path of what does a piece of it
    title = LineField(max_length=200)
    counted = LineField(max_length=60)  # what the bar counts: “Letters in the outbox”
    back = models.CharField(max_length=300)  # the address of the page to which it leads back
    about = models.CharField(max_length=100, db_index=True)  # what it is about, for that page to find it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.GOING)
    trouble = LineField(max_length=300, blank=True)
    keys = models.JSONField(default=list)  # of the things that are still to do, as texts
    given = models.JSONField(default=dict)  # what else the act needs
    total = models.PositiveIntegerField()
    looked = models.PositiveIntegerField(default=0)  # things that were dealt with in one way or the other
    done = models.PositiveIntegerField(default=0)  # of these, where it was done
    left_out = models.JSONField(default=list)  # the others: name and reason

    class Meta:
        indexes = [models.Index(fields=["state", "moved_at"], name="long_act_state")]

    def __str__(self) -> str:
        return self.title


class Handover(models.Model):
    """That a ready task was handed to the queue server. The row goes when a worker takes the task.

    Begun and not confirmed: nobody knows whether the server has it, so it may be handed over again.
    """

    task_id = models.UUIDField(primary_key=True)
    begun_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.task_id)


class Dispatcher(models.Model):
    """A process that hands ready tasks to the queue server, and since when it cannot reach that server."""

    name = models.CharField(max_length=64, unique=True)
    host = LineField(max_length=100)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)
    lost_at = models.DateTimeField(null=True)

    objects = Dispatchers.as_manager()

    def __str__(self) -> str:
        return self.name
