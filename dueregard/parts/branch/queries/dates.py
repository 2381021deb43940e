"""The reminders of a path as a calendar file, an event for each step that has a day. Source: RFC 5545, 3.6.1."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from dueregard.foundation.feeds.queries import calendar_file
from dueregard.parts.branch.models import Path, Step
from dueregard.parts.branch.queries.steps import step_texts


def dates_as_calendar(path: Path, now: datetime) -> bytes:
    """Return the open steps that have a day, each as an all-day event with an alarm on the day before."""
    titles = {one.code: one.title for one in step_texts(path.kind)}
    calendar = Calendar()
    calendar.add("prodid", "-//Due Regard//branch path//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", path.name)
    for step in path.steps.filter(done_on=None).exclude(due_on=None).order_by("due_on", "pk"):
        calendar.add_component(_event(path, step, {str(code): title for code, title in titles.items()}, now))
    return calendar_file(calendar)


def _event(path: Path, step: Step, titles: dict[str, str], now: datetime) -> Event:
    assert step.due_on is not None
    title = titles.get(step.code, step.code)
    url = f"{settings.PUBLIC_URL}{path.get_absolute_url()}"
    event = Event()
    event.add("uid", f"{path.pk}-{step.code}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", step.due_on)
    event.add("dtend", step.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{path.name}: {title}")
    event.add("description", "\n".join(part for part in (step.who, url) if part))
    event.add("url", url)
    if step.every_weeks:
        event.add("rrule", {"freq": "weekly", "interval": step.every_weeks})
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(hours=-15))  # nine in the morning of the day before
    event.add_component(alarm)
    return event
