"""What a group adds to the sheet of its area: its next meeting, what is due, its open tasks and who took them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dueregard.foundation.accounts.models import Person
from dueregard.records.areas.queries.sheet import GroupSide
from dueregard.records.groups.access import meetings_of
from dueregard.records.groups.models import Group
from dueregard.records.groups.queries.meetings import next_meeting
from dueregard.records.todo.queries.waiting import Line, waiting_in
from dueregard.rules.areas.sheet import MOST_TASKS

DUE_WITHIN = timedelta(days=28)
MOST_READ = 500  # what is not read is counted as more


def group_side(group: Group, person: Person, *, today: date, now: datetime) -> GroupSide:
    """Return a group's side of the sheet, as this person's own list has it."""
    lines, unread = waiting_in(person, group.pk, but=("meeting",), most=MOST_READ, today=today)
    due = [one for one in lines if one.thing.until and one.thing.until <= today + DUE_WITHIN]
    tasks = [one for one in lines if one.thing.may_take and not (one.thing.until and one in due)]
    meeting = next_meeting(meetings_of(person).filter(pk__in=group.meetings.values("pk")), now)
    return GroupSide(
        name=group.name,
        meeting=f"{meeting.title}, {meeting.when}, {meeting.place or 'no place yet'}" if meeting else "",
        due=[(one.thing.title, _when(one)) for one in due[:MOST_TASKS]],
        tasks=[(one.thing.title, _who(one)) for one in tasks[:MOST_TASKS]],
        more=max(len(due) - MOST_TASKS, 0) + max(len(tasks) - MOST_TASKS, 0) + unread,
    )


def _when(line: Line) -> str:
    said = ", ".join(filter(None, [line.date.words, line.date.below]))
    return f"{said}. {_who(line)}" if line.thing.taken else said


def _who(line: Line) -> str:
    taken = line.thing.taken
    if taken is None:
        return "nobody has taken it"
    return f"{taken.by}, until {taken.until.day} {taken.until:%B}" if taken.until else taken.by
