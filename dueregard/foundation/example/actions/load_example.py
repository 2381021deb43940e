"""Fills a practice site with the invented county, piece by piece, by what its apps do for people every day.

Each step is a transaction of its own. A load that is cut short can be removed, and loaded again.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.example.actions.remove_example import remove_example
from dueregard.foundation.example.models import Example
from dueregard.foundation.example.queries.pieces import Piece, pieces
from dueregard.foundation.example.queries.rows import changed_since, made_since, packed, picture, unpacked
from dueregard.foundation.example.queries.standing import NOT_TWICE, forget_standing, why_not
from dueregard.foundation.work.actions.enqueue import enqueue

ONLY = 1
LOAD_TASK = "dueregard.foundation.example.tasks.make_example"
STUCK_AFTER = timedelta(minutes=5)  # no step takes so long: whoever made it was stopped
BROKEN = "It stopped half-way. Remove what is there, or load it again."
Progress = Callable[[int, int, str], None]
log = logging.getLogger("dueregard.example")


class CannotLoad(Exception):
    """This site cannot take the county; the words say why."""


def ask_for_example(*, by: Person | None, now: datetime) -> Example:
    """Ask a worker to make the county. Raises: CannotLoad"""
    with transaction.atomic():
        row = _begin(by, now)
        enqueue(LOAD_TASK)
    forget_standing()
    return row


def load_again(*, by: Person | None, now: datetime) -> Example:
    """Remove what is there and ask for the county anew. Raises: CannotLoad"""
    remove_example(by=by, now=now)
    return ask_for_example(by=by, now=now)


def load_example(*, by: Person | None, now: datetime, progress: Progress) -> Example:
    """Make the county here and now. `progress` is told how many pieces are done, of how many. Raises: CannotLoad"""
    with transaction.atomic():
        _begin(by, now)
    return make_example(now=now, progress=progress)


def make_example(*, now: datetime, progress: Progress) -> Example:
    """Make the county that was asked for; `now` is the real instant from which its dates count back.

    Raises: CannotLoad when it was not asked for, or is being made by somebody else
    """
    with transaction.atomic():
        row = Example.objects.select_for_update().filter(pk=ONLY).first()
        if row is None or row.state != Example.State.ASKED:
            raise CannotLoad(NOT_TWICE)
        row.state, row.moved_at = Example.State.MAKING, timezone.now()
        row.before = packed(picture())
        row.save()
    forget_standing()
    try:
        _make(pieces(), now, progress)
    except Exception:
        log.exception("the example county could not be finished")
        _break_off(Example.objects.filter(state=Example.State.MAKING))
        raise
    return _finish(now)


def give_up_on_stuck(*, now: datetime) -> int:
    """Mark a county as broken whose maker was stopped, so that it can be removed. Returns how many. Safe twice."""
    return _break_off(Example.objects.filter(state=Example.State.MAKING, moved_at__lt=now - STUCK_AFTER))


def _break_off(making: QuerySet[Example]) -> int:
    """Write down what was made so far: what people make from now on is theirs, and is not removed with it."""
    with transaction.atomic():
        row = making.select_for_update().first()
        if row is None:
            return 0
        _write_down(row)
        row.state, row.trouble, row.moved_at = Example.State.BROKEN, BROKEN, timezone.now()
        row.save()
    forget_standing()
    return 1


def _write_down(row: Example) -> None:
    before = unpacked(row.before)
    row.made, row.changed = packed(made_since(before)), packed(changed_since(before))


def _begin(by: Person | None, now: datetime) -> Example:
    if refused := why_not():
        raise CannotLoad(refused)
    row, is_new = Example.objects.get_or_create(
        pk=ONLY, defaults={"asked_by": by, "asked_at": now, "moved_at": now, "total": len(pieces())}
    )
    if not is_new:
        raise CannotLoad(NOT_TWICE)
    record_act(by=by, did="load_example", on=row, at=now)
    return row


def _make(made: tuple[Piece, ...], now: datetime, progress: Progress) -> None:
    for done, piece in enumerate(made):
        _note(done=done, words=piece.words)
        progress(done, len(made), piece.words)
        for _ in piece.bring(now):
            _note()
    progress(len(made), len(made), "Done")


def _note(**columns: object) -> None:
    Example.objects.filter(pk=ONLY).update(moved_at=timezone.now(), **columns)


def _finish(now: datetime) -> Example:
    with transaction.atomic():
        row = Example.objects.select_for_update().get(pk=ONLY)
        _write_down(row)
        row.state, row.done, row.words, row.trouble = Example.State.THERE, row.total, "", ""
        row.moved_at = timezone.now()
        row.save()
    forget_standing()
    return row
