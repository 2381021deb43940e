"""The published cases as a list that anyone may filter, and the newest public lines for a feed.

A case's own page is in queries/public_case.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from dueregard.foundation.feeds.queries import FeedLine
from dueregard.parts.foi.access import public_cases
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.public_masking import Masking
from dueregard.parts.foi.queries.rows import status_of
from dueregard.records.bodies.queries import find_bodies
from dueregard.records.calendars.queries import current_holidays
from dueregard.records.history.access import public_entries
from dueregard.records.history.models import Entry
from dueregard.rules.casework.events import Outcome, Turn
from dueregard.rules.casework.lateness import StatusWord
from dueregard.rules.law.holidays import Holidays

PER_PAGE = 30
MOST_ALIKE = 100
FEED_LINES = 100
STANDS = {
    **{outcome.value: outcome.label for outcome in Outcome},
    "open": "Not answered yet",
    "late": "Not answered in time",
}


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A published case in the list."""

    href: str
    body: str
    title: str
    status: StatusWord
    asked_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PublicList:
    """One page of the list."""

    page: "Page[Case]"
    rows: tuple[PublicRow, ...]
    found: str


def public_list(*, typed: str, kind: str, nation: str, stands: str, page: str, today: date) -> PublicList:
    """Return one page of the published cases, the newest first. Five queries, seven more for a name."""
    cases = public_cases().select_related("body", "campaign", "group").prefetch_related("looked_at")
    if typed:
        alike = [match.body.pk for match in find_bodies(typed, kind=kind, nation=nation, limit=MOST_ALIKE)]
        cases = cases.filter(Q(body__in=alike) | Q(body__name__icontains=typed))
    if kind:
        cases = cases.filter(body__kind=kind)
    if nation:
        cases = cases.filter(body__nation=nation)
    found = Paginator(_standing(cases, stands, today).order_by("-last_at", "pk"), PER_PAGE).get_page(page)
    count, holidays = found.paginator.count, current_holidays()
    return PublicList(
        page=found,
        rows=tuple(_row(case, today, holidays) for case in found.object_list),
        found="1 request" if count == 1 else f"{count:,} requests",
    )


def public_feed() -> list[FeedLine]:
    """Return the newest lines about cases that are public now. Three queries, four if a line is of an older case.

    A line is new when it happened or when its case was published, whichever came later: what a visitor could not see
    yesterday is new today.
    """
    entries = public_entries().filter(part="foi").exclude(public_path="").select_related("body").order_by("-at")
    cases = public_cases().filter(published_at__isnull=False).values_list("pk", "published_at")
    published = {str(pk): at for pk, at in cases.order_by("-published_at")[:FEED_LINES] if at}
    found = {entry.pk: entry for entry in entries[: FEED_LINES * 2]}
    found |= {entry.pk: entry for entry in entries.filter(subject__in=published)[: FEED_LINES * 2]}
    if older := {entry.subject for entry in found.values()} - published.keys():
        published |= {str(pk): at for pk, at in cases.filter(pk__in=older) if at}
    lines = [_feed_line(entry, published[entry.subject]) for entry in found.values() if entry.subject in published]
    return [line for _, line in sorted(lines, key=lambda timed: timed[0], reverse=True)][:FEED_LINES]


def _feed_line(entry: Entry, published_at: datetime) -> tuple[tuple[datetime, datetime], FeedLine]:
    shown_at, address = max(entry.at, published_at), f"{settings.PUBLIC_URL}{entry.public_path}"
    key = f"{address}#{entry.subject}/{entry.source or entry.pk}"
    line = FeedLine(key=key, title=f"{entry.body.name}: {entry.says}", says=entry.says, url=address, at=shown_at)
    return (shown_at, entry.at), line


def _standing(cases: QuerySet[Case], stands: str, today: date) -> QuerySet[Case]:
    if stands == "late":
        return cases.filter(turn=Turn.THEIRS, due_on__lt=today)
    if stands == "open":
        return cases.filter(outcome="")
    return cases.filter(outcome=stands) if stands else cases


def _row(case: Case, today: date, holidays: Holidays) -> PublicRow:
    return PublicRow(
        href=case.public_url(),
        body=case.body.name,
        title=Masking(case).line(case.campaign.title),
        status=status_of(case, today, holidays),
        asked_on=case.sent_on,
        due_on=case.due_on,
    )
