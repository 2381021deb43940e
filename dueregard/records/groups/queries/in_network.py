"""What the groups of a network read of a meeting: not its minutes, which are a note."""

from __future__ import annotations

from dueregard.records.groups.access import meetings_of
from dueregard.records.groups.models import Meeting, NetworkMeeting
from dueregard.rules.text.uk_times import in_words
from dueregard.rules.wiring.network_kind import NetworkKind, Told


def told(meeting: Meeting) -> Told:
    """Return when and where it is, and its agenda."""
    when = f"{in_words(meeting.starts_at)}, called off" if meeting.called_off_at else in_words(meeting.starts_at)
    return Told(meeting.title, tuple(filter(None, (when, meeting.place))), meeting.agenda)


KIND = NetworkKind(
    "meeting", "meeting", "meetings", NetworkMeeting, lambda person: meetings_of(person).order_by("-starts_at"), told
)
