"""Hands ready tasks to the queue server, and takes back what got lost on the way.

The row of a task is the truth; a message only says whose turn it is. A task whose message is lost is handed over again,
and one that has two messages runs once (`claim_task`).
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.gateways.queue_away import QueueAway, QueueServer
from dueregard.foundation.work.models import Handover

# What may take minutes is never handed over: the server would wait for its end, and take a worker that is busy for
# dead. Workers of the slow queue take it from the database.
HANDED_OVER = ["default"]
AT_ONCE = 200  # tasks
MOST = 2_000  # messages that no worker has taken: the rest waits in the database, in its order
TAKEN_FOR_LOST = timedelta(seconds=30)
SENT_AGAIN = timedelta(hours=1)  # where the queue is never empty


def waiting_tasks() -> "QuerySet[DBTaskResult]":  # type: ignore[type-arg]
    """Return the tasks that are ready and not handed over, those whose turn it is first."""
    there = Handover.objects.filter(pk=OuterRef("pk"))
    return DBTaskResult.objects.ready().filter(~Exists(there), queue_name__in=HANDED_OVER)


def hand_over(*, server: QueueServer, now: datetime) -> int:
    """Hand over what is ready. Returns how many tasks. Raises: QueueAway, all of them wait as before

    No transaction is open while the server is spoken to.
    """
    tasks = _begin(now)
    if not tasks:
        return 0
    mine = Handover.objects.filter(pk__in=tasks, confirmed_at=None)
    try:
        server.publish(tasks)
    except QueueAway:
        mine.delete()  # one that did arrive is taken by a worker all the same
        raise
    mine.update(confirmed_at=now)
    return len(tasks)


def _begin(now: datetime) -> list[uuid.UUID]:
    if not waiting_tasks().exists():
        return []
    room = min(AT_ONCE, MOST - Handover.objects.count())
    if room <= 0:
        return []
    with transaction.atomic():
        rows = waiting_tasks().select_for_update(skip_locked=True)[:room]
        tasks = [row.pk for row in rows]
        Handover.objects.bulk_create([Handover(task_id=pk, begun_at=now) for pk in tasks])
    return tasks


def take_back_lost(*, waiting: int, now: datetime) -> int:
    """Let tasks be handed over again whose message cannot be there any more. Returns how many.

    `waiting` is how many messages the server has: with none, what no worker has taken for a while got lost.
    """
    handovers = Handover.objects.all()
    ready = DBTaskResult.objects.filter(pk=OuterRef("pk"), status=TaskResultStatus.READY)
    handovers.filter(~Exists(ready)).delete()
    lost = handovers.filter(confirmed_at=None, begun_at__lte=now - TAKEN_FOR_LOST)
    lost |= handovers.filter(confirmed_at__lte=now - (SENT_AGAIN if waiting else TAKEN_FOR_LOST))
    return lost.delete()[0]
