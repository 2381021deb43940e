"""Plans a meeting of a group, changes it, calls it off and on again. Everybody of the group may: it can be undone.

What was said there is a note (records/notes).
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.records.groups.models import Group, Meeting
from dueregard.rules.groups.meeting_times import meeting_times, shown
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {"title": "title", "on": "day", "begins": "beginning", "ends": "end", "place": "place", "agenda": "agenda"},
    by_paragraph=frozenset({"agenda"}),
    together=(("on", "begins", "ends"),),
)


def plan_meeting(
    *,
    group: Group,
    title: str,
    on: date,
    begins: time,
    ends: time | None,
    place: str,
    agenda: str,
    by: Person,
    now: datetime,
) -> Meeting:
    """Plan a meeting, at hours as UK clocks show them. Raises: NoSuchTime, NotATimeToMeet"""
    starts_at, ends_at = meeting_times(on, begins, ends, now)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            group=group,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            agenda=agenda,
            written_by=by,
            written_at=now,
            changed_at=now,
        )
        record_act(by=by, did="plan_meeting", on=meeting, at=now)
    return meeting


def stored_meeting(meeting: Meeting) -> dict[str, str]:
    """Return what a person may change, day and hours as UK clocks show them."""
    on, begins = shown(meeting.starts_at)
    return {
        "title": meeting.title,
        "on": on.isoformat(),
        "begins": f"{begins:%H:%M}",
        "ends": f"{shown(meeting.ends_at)[1]:%H:%M}" if meeting.ends_at else "",
        "place": meeting.place,
        "agenda": meeting.agenda,
    }


def change_meeting(*, meeting: Meeting, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Meeting:
    """Change a meeting, joined with what others changed since `seen`; calendars that follow it change too.

    Raises: ChangedMeanwhile, NoSuchTime, NotATimeToMeet
    """
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
        as_typed = {**wanted, "begins": _hour(wanted["begins"]), "ends": _hour(wanted["ends"])}
        edit = join_edit(stored=stored_meeting(meeting), wanted=as_typed, seen=seen, shape=SHAPE)
        if edit.changed:
            values = {name: str(value or "") for name, value in edit.now.items()}
            ends = time.fromisoformat(values["ends"]) if values["ends"] else None
            on, begins = date.fromisoformat(values["on"]), time.fromisoformat(values["begins"])
            if {"on", "begins", "ends"} & set(edit.changed):
                meeting.starts_at, meeting.ends_at = meeting_times(on, begins, ends, now)
            meeting.title, meeting.place, meeting.agenda = values["title"], values["place"], values["agenda"]
            _save(meeting, now, "title", "starts_at", "ends_at", "place", "agenda")
        path = meeting.get_absolute_url()
        record_edit(edit=edit, did="change_meeting", on=meeting, called=meeting.title, path=path, by=by, at=now)
    return meeting


def call_off(*, meeting: Meeting, is_off: bool, by: Person, now: datetime) -> Meeting:
    """Call a meeting off, or on again. Twice changes nothing."""
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if (meeting.called_off_at is not None) != is_off:
            meeting.called_off_at = now if is_off else None
            _save(meeting, now, "called_off_at")
            record_act(by=by, did="call_meeting_off" if is_off else "call_meeting_on", on=meeting, at=now)
    return meeting


def _save(meeting: Meeting, now: datetime, *fields: str) -> None:
    meeting.changed_at, meeting.changes = now, meeting.changes + 1
    meeting.save(update_fields=[*fields, "changed_at", "changes"])


def _hour(value: time | None) -> str:
    return f"{value:%H:%M}" if value else ""
