"""Starts a path, writes down what happened at a step, and works out which day comes next. A body's history has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.branch.models import Path, Step
from dueregard.parts.branch.queries.steps import closed_days, days_of
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import withdraw_entry, write_entry
from dueregard.rules.branch.steps import DONE_WORDS, Code, Stage, reminders
from dueregard.rules.text.joining import Seen, Shape

PART = "branch"
HISTORY_KIND = "branch_path"
DEFAULT_DAYS = 14  # where no pack says
SHAPE = Shape(
    {
        "done_on": "day on which it was done",
        "due_on": "day of the reminder",
        "every_weeks": "weeks between meetings",
        "who": "who does it",
        "note": "note",
    },
    together=(("done_on", "due_on"),),
    by_paragraph=frozenset({"note"}),
)


class StartedAlready(Exception):
    """The group has a path for this branch at this body."""


def stored_words(step: Step) -> dict[str, Any]:
    """Return what the form begins with; a day that was worked out counts as what is there."""
    return {name: "" if getattr(step, name) is None else getattr(step, name) for name in SHAPE.words}


def start_path(*, group: Group, kind: str, name: str, body: Body, started_on: date, by: Person, now: datetime) -> Path:
    """Start a path with all its steps; the first gets its day. Raises: StartedAlready"""
    try:
        with transaction.atomic():
            path = Path.objects.create(
                group=group, kind=kind, name=name, body=body, started_on=started_on, made_by=by, made_at=now
            )
            for code in Code:
                Step.objects.create(path=path, code=code.value)
            record_act(by=by, did="start_branch_path", on=path, at=now)
            _plan(path)
    except IntegrityError as reason:
        raise StartedAlready("Your group already has a path of this name at this body.") from reason
    return path


def take_step(*, step: Step, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Step:
    """Write down what happened at a step, joined with what others changed since `seen`. Raises: ChangedMeanwhile"""
    with transaction.atomic():
        path = Path.objects.select_for_update(of=("self",)).select_related("group", "body").get(pk=step.path_id)
        held = Step.objects.get(pk=step.pk)
        edit = join_edit(stored=stored_words(held), wanted=wanted, seen=seen, shape=SHAPE)
        held.done_on = edit.values["done_on"] or None
        if "due_on" in edit.changed:
            held.due_on = edit.values["due_on"] or None
            held.is_due_chosen = held.due_on is not None
        held.every_weeks = int(edit.values["every_weeks"]) if edit.values["every_weeks"] else None
        held.who, held.note = edit.values["who"], edit.values["note"]
        held.save()
        called, at = f"{path.name}: {held.code}", path.get_absolute_url()
        record_edit(edit=edit, did="take_branch_step", on=held, called=called, path=at, by=by, at=now)
        if "done_on" in edit.changed:
            withdraw_entry(part=PART, subject=str(path.pk), source=held.code)
            if held.done_on:
                _tell(path, held)
        _plan(path)
        held.refresh_from_db()
    return held


def throw_path_away(*, path: Path, by: Person, now: datetime) -> None:
    """Remove a path with its steps, its list of things asked and its lines in the body's history."""
    with transaction.atomic():
        held = Path.objects.select_for_update(of=("self",)).get(pk=path.pk)
        record_act(by=by, did="throw_branch_path_away", on=held, at=now)
        for code in Code:
            withdraw_entry(part=PART, subject=str(held.pk), source=code.value)
        held.delete()


def _plan(path: Path) -> None:
    """Give the next step its day, and take the day from steps that wait for it."""
    days = days_of(path.kind)
    rows = {Code(row.code): row for row in path.steps.all()}
    stages = [_stage(code, rows[code], days.get(code, DEFAULT_DAYS)) for code in Code]
    due = reminders(stages, path.started_on, closed_days(path.body))
    for code, row in rows.items():
        if row.due_on != due.get(code) and not (row.done_on and row.is_due_chosen):
            row.due_on = due.get(code)
            row.save(update_fields=["due_on"])


def _stage(code: Code, row: Step, days: int) -> Stage:
    return Stage(code, days, row.done_on, row.due_on if row.is_due_chosen else None)


def _tell(path: Path, step: Step) -> None:
    assert step.done_on is not None
    write_entry(
        body=path.body,
        group=path.group,
        at=datetime.combine(step.done_on, time(12), UTC),
        kind=HISTORY_KIND,
        says=f"{path.name} {DONE_WORDS[Code(step.code)]}.",
        part=PART,
        subject=str(path.pk),
        source=step.code,
        path=path.get_absolute_url(),
    )
