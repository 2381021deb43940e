"""What a body's page says of requests: how they stand, as a bar, and each of them in a table.

Everybody sees the published ones, and members those of their groups besides.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import cases_about, cases_about_for
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.queries.public_masking import Masking
from dueregard.parts.foi.queries.rows import status_of
from dueregard.parts.foi.queries.states import bar_for, bar_of_these
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.queries import current_holidays, holidays_of
from dueregard.records.groups.access import AskedFor
from dueregard.rules.casework.lateness import StatusWord
from dueregard.rules.casework.states import Bar
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.wiring.body_piece import BodyPiece

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How the requests to a body stand. `is_member`: its reader may ask in a group's name."""

    bar: Bar
    is_member: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in the table."""

    href: str
    title: str
    status: StatusWord
    asked_on: date | None
    due_on: date | None
    is_private: bool


@dataclass(frozen=True, slots=True)
class Requests:
    """One page of the requests to a body, the newest first."""

    rows: tuple[RequestRow, ...]
    page: "Page[Case]"


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return the bar and the table. One query where one page holds all requests and no words of theirs are left out."""
    first = _FIRST.all(person, body.pk)
    if len(first) <= PER_PAGE:
        bar, page = bar_of_these(first, today), Paginator(first, PER_PAGE).get_page(number)
    else:
        cases = cases_about(person, body)
        bar = bar_for(cases, today)
        paged = Paginator(_listed(cases), PER_PAGE)
        paged.__dict__["count"] = bar.total  # the bar has counted them
        page = paged.get_page(number)
    standing = Standing(bar, is_member=person is not None, is_closed=not body.is_open_on(today))
    above = BodyPiece(0, "foi/about_body_standing.html", standing)
    if not bar.total:
        return (above, BodyPiece(40, "foi/about_body_requests.html", None))
    shown, in_force = list(page.object_list), cache(current_holidays)
    prefetch_related_objects([case for case in shown if _is_masked(case)], "looked_at")
    rows = tuple(_row(case, today, holidays_of(case.calendar_version, otherwise=in_force)) for case in shown)
    return (above, BodyPiece(40, "foi/about_body_requests.html", Requests(rows, page)))


def _listed(cases: Cases) -> Cases:
    return cases.select_related("body", "campaign", "group").order_by("-sent_on", "-last_at", "pk")


_FIRST = AskedFor(lambda own, body: _listed(cases_about_for(own, body))[: PER_PAGE + 1])


def _is_masked(case: Case) -> bool:
    """Tell whether words that somebody chose are left out of the title; `has_left_out` comes from the door."""
    return not case.is_own and case.has_left_out  # type: ignore[attr-defined]


def _row(case: Case, today: date, holidays: Holidays) -> RequestRow:
    is_own = bool(case.is_own)  # type: ignore[attr-defined]  # annotated by the door
    title = case.campaign.title
    if not is_own:
        title = Masking(case, None if _is_masked(case) else ()).line(title)
    return RequestRow(
        href=case.get_absolute_url() if is_own else case.public_url(),
        title=title,
        status=status_of(case, today, holidays),
        asked_on=case.sent_on,
        due_on=case.due_on,
        is_private=not case.is_public,
    )
