"""A person's meetings: the list, one page, the next one, and the calendar that other programs read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from icalendar import Calendar, Event

from dueregard.foundation.accounts.models import Person, digest_of
from dueregard.foundation.feeds.queries import calendar_file
from dueregard.records.groups.access import meetings_gone_to_by, meetings_of
from dueregard.records.groups.models import CalendarKey, Meeting
from dueregard.rules.groups.meeting_times import day_and_hours, is_over

PER_PAGE = 30
KEPT_IN_CALENDAR = timedelta(days=62)
MOST_IN_CALENDAR = 1000


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    title: str
    href: str
    group: str
    when: str
    place: str
    is_off: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """What is ahead, the next first, and a page of what was, the last first."""

    ahead: list[MeetingLine]
    past: list[MeetingLine]
    page: Page[Meeting]


def meetings_page(person: Person, number: str, *, now: datetime) -> MeetingsPage:
    """Return a person's meetings. Three queries."""
    rows = meetings_of(person).select_related("group")
    ahead = rows.filter(_goes_on(now)).order_by("starts_at", "pk")
    page = Paginator(rows.exclude(_goes_on(now)).order_by("-starts_at", "pk"), PER_PAGE).get_page(number)
    return MeetingsPage(
        [meeting_line(one, now) for one in ahead], [meeting_line(one, now) for one in page.object_list], page
    )


def next_meeting(meetings: QuerySet[Meeting], now: datetime) -> MeetingLine | None:
    """Return the next of these that is not called off. One query."""
    ahead = meetings.filter(_goes_on(now), called_off_at=None).select_related("group")
    found = ahead.order_by("starts_at", "pk").first()
    return meeting_line(found, now) if found else None


def meeting_line(meeting: Meeting, now: datetime) -> MeetingLine:
    """Return how a meeting is listed."""
    return MeetingLine(
        meeting.title,
        meeting.get_absolute_url(),
        meeting.group.name,
        day_and_hours(meeting.starts_at, meeting.ends_at),
        meeting.place,
        meeting.called_off_at is not None,
        is_over(meeting.starts_at, meeting.ends_at, now),
    )


def reader_of(secret: str) -> Person | None:
    """Return whose meetings a key opens; None for a closed key or account. By digest, so timing tells nothing."""
    key = CalendarKey.objects.select_related("person").filter(digest=digest_of(secret), revoked_at=None).first()
    return key.person if key and key.person.still_holds(key.created_at) else None


def current_key(person: Person) -> CalendarKey | None:
    """Return a person's open key, to say how long they have had it."""
    key = CalendarKey.objects.filter(person=person, revoked_at=None).first()
    return key if key and person.still_holds(key.created_at) else None


def meetings_as_calendar(person: Person, now: datetime) -> bytes:
    """Return a person's meetings of the last two months and those ahead. Their membership is asked at each reading."""
    rows = meetings_gone_to_by(person).filter(starts_at__gte=now - KEPT_IN_CALENDAR).select_related("group")
    return as_calendar(list(rows.order_by("starts_at", "pk")[:MOST_IN_CALENDAR]))


def as_calendar(meetings: list[Meeting]) -> bytes:
    """Return meetings as iCalendar: title, hours, place and a link; no agenda, no name. Source: RFC 5545, RFC 7986.

    Hours are given in UTC: a single event needs no rule of summer time, and every calendar shows it at the right hour.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Due Regard//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Meetings – {settings.SITE_NAME}")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return calendar_file(calendar)


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.pk}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.changes)
    event.add("dtstart", meeting.starts_at)
    if meeting.ends_at:
        event.add("dtend", meeting.ends_at)
    # Some calendars show an event of this status as any other, so its name says it, too.
    event.add("summary", f"Called off: {meeting.title}" if meeting.called_off_at else meeting.title)
    event.add("status", "CANCELLED" if meeting.called_off_at else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", f"{settings.PUBLIC_URL}{meeting.get_absolute_url()}")
    return event


def _goes_on(now: datetime) -> Q:
    """Return the condition that a meeting is not over: without an end, three hours after it began."""
    return Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gt=now - timedelta(hours=3))
