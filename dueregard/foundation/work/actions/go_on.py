"""Acts on many things, piece by piece: a page begins one, a worker goes on with it, and the page says how far it is.

What is done to a thing, and whether it still may be, its app decides each time. A piece and the note of it are one
transaction: whoever is killed between two pieces has done the first and not the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.gateways.disk import says_full
from dueregard.foundation.work.models import LongAct

AT_ONCE = 50  # things in one piece, and so many at most are done while a page is made: about a second of work
TASK = "dueregard.foundation.work.tasks.go_on_with"
FULL = "This site’s disk is full."
FAULT = "Something on this site failed."


@dataclass(frozen=True, slots=True)
class Piece:
    """What became of some things: in how many it was done, and (name, reason) of those left out."""

    done: int
    left_out: tuple[tuple[str, str], ...] = ()


class Act(Protocol):
    """Does one piece. `keys` name the things; it checks for each whether `by` still may and whether it still fits."""

    def __call__(self, *, keys: Sequence[str], given: Mapping[str, Any], by: Person, now: datetime) -> Piece:
        """Do it. `now` is the real instant."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act on many things as a page asks for it; the words are those of the page that shows how far it is."""

    act: str
    keys: Sequence[str]
    title: str
    counted: str
    back: str
    about: str
    given: Mapping[str, Any]


def begin_long_act(*, asked: Asked, by: Person, now: datetime) -> LongAct:
    """Note an act, of which a worker does one piece after the other. `now` is the real instant."""
    with on_disk(), transaction.atomic():
        row = LongAct.objects.create(
            act=asked.act,
            title=asked.title,
            counted=asked.counted,
            back=asked.back,
            about=asked.about,
            by=by,
            begun_at=now,
            moved_at=now,
            keys=list(asked.keys),
            given=dict(asked.given),
            total=len(asked.keys),
        )
        enqueue(TASK, str(row.pk))
    return row


def go_on(*, pk: UUID, now: datetime) -> bool:
    """Do the next piece and ask for the one after it. Returns whether there is one. Safe to run twice."""
    with on_disk(), transaction.atomic():
        going = (LongAct.State.GOING, LongAct.State.STOPPED)
        row = (
            LongAct.objects.select_for_update(of=("self",)).select_related("by").filter(pk=pk, state__in=going).first()
        )
        if row is None:
            return False
        these, rest = row.keys[:AT_ONCE], row.keys[AT_ONCE:]
        act: Act = import_string(row.act)
        piece = act(keys=these, given=row.given, by=row.by, now=now)
        row.keys, row.moved_at, row.trouble = rest, now, ""
        row.looked, row.done = row.looked + len(these), row.done + piece.done
        row.left_out = [*row.left_out, *map(list, piece.left_out)]
        row.state = LongAct.State.GOING if rest else LongAct.State.DONE
        if rest:
            enqueue(TASK, str(row.pk))
        else:
            row.given = {}
        row.save()
    return bool(rest)


def note_stop(*, pk: UUID, fault: Exception, now: datetime) -> None:
    """Write down that a piece failed, for the page; the task is tried again by itself."""
    why = FULL if says_full(fault) else FAULT
    going = LongAct.objects.filter(pk=pk, state__in=(LongAct.State.GOING, LongAct.State.STOPPED))
    going.update(state=LongAct.State.STOPPED, trouble=why, moved_at=now)


def ask_again(*, row: LongAct, now: datetime) -> bool:
    """Go on with an act that stopped, without waiting for its next try. Returns whether it had stopped."""
    with transaction.atomic():
        stopped = LongAct.objects.select_for_update().filter(pk=row.pk, state=LongAct.State.STOPPED)
        if not stopped.update(state=LongAct.State.GOING, trouble="", moved_at=now):
            return False
        enqueue(TASK, str(row.pk))
    return True


def end_act(*, row: LongAct, now: datetime) -> bool:
    """End an act before its end; what was done stays done. Returns whether it was under way."""
    return _end(LongAct.objects.filter(pk=row.pk), now) > 0


def leave_off(*, about: str, now: datetime) -> int:
    """End what is under way about something: what was done stays done. Returns how many acts were ended."""
    return _end(LongAct.objects.filter(about=about), now)


def _end(acts: QuerySet[LongAct], now: datetime) -> int:
    going = acts.filter(state__in=(LongAct.State.GOING, LongAct.State.STOPPED))
    return going.update(state=LongAct.State.LEFT, keys=[], given={}, moved_at=now)


def drop_old_acts(*, now: datetime, kept: timedelta) -> int:
    """Remove the notes of acts that ended so long ago. Returns how many."""
    ended = LongAct.objects.filter(state__in=(LongAct.State.LEFT, LongAct.State.DONE), moved_at__lt=now - kept)
    return ended.delete()[0]
