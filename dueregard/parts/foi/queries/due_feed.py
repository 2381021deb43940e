"""A person's due dates as a calendar that other programs read: body, last day, reasons and a link, nothing more.

What the person may see is checked again at each reading, in access.
"""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.feeds.queries import calendar_file
from dueregard.parts.foi.access import cases_of
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.models.feed_key import FeedKey, digest_of_key
from dueregard.parts.foi.queries.collecting import waiting_to_be_collected

MOST_CASES = 2000


def reader_of(secret: str) -> Person | None:
    """Return whose dates a key opens; None for a closed key or account. By digest, so timing tells nothing."""
    key = FeedKey.objects.select_related("person").filter(digest=digest_of_key(secret), revoked_at=None).first()
    return key.person if key and key.person.still_holds(key.created_at) else None


def current_key(person: Person) -> FeedKey | None:
    """Return the person's open key, to say how long they have had it."""
    key = FeedKey.objects.filter(person=person, revoked_at=None).first()
    return key if key and person.still_holds(key.created_at) else None


def dates_as_calendar(person: Person, now: datetime) -> bytes:
    """Return the open due dates of a person's cases, each as an all-day event. Source: RFC 5545, RFC 7986."""
    calendar = Calendar()
    calendar.add("prodid", "-//Due Regard//due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Due dates – {settings.SITE_NAME}")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    cases = cases_of(person)
    assert isinstance(cases, Cases)
    dated = cases.open().exclude(due_on=None).select_related("body", "campaign")
    for case in dated.order_by("-due_on", "pk")[:MOST_CASES]:
        standing = case.standing or {}
        for row in filter(None, (standing.get("due"), *standing.get("also", ()))):
            calendar.add_component(_event(case, row, now))
    for reply in waiting_to_be_collected(person)[:MOST_CASES]:
        calendar.add_component(_event(reply.case, _last_day(reply), now))
    return calendar_file(calendar)


def _last_day(reply: Correspondence) -> dict[str, Any]:
    assert reply.collect_by is not None
    what = "Last day to download their answer"
    return {"what": what, "on": reply.collect_by.isoformat(), "steps": [], "source": ""}


def _event(case: Case, row: dict[str, Any], now: datetime) -> Event:
    on = date.fromisoformat(row["on"])
    what = row["what"]
    event = Event()
    event.add("uid", f"{case.pk}-{what.lower().replace(' ', '-')[:40]}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{case.body.name}: {what[0].lower()}{what[1:]} today")
    url = f"{settings.PUBLIC_URL}{case.get_absolute_url()}"
    event.add("description", "\n".join([case.campaign.title, "", *row["steps"], row["source"], "", url]))
    event.add("url", url)
    return event
