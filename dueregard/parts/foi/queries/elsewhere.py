"""The same question elsewhere: the published requests of one campaign, with their states and as a list of pages."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from dueregard.parts.foi.access import public_cases
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.rows import status_of
from dueregard.parts.foi.queries.states import bar_for
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.casework.lateness import StatusWord
from dueregard.rules.casework.states import Bar

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class OtherBody:
    """Another body that was asked the same."""

    name: str
    href: str
    status: StatusWord
    asked_on: date | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All other bodies that were asked the same, as far as it is published."""

    bar: Bar
    rows: tuple[OtherBody, ...]
    page: "Page[Case]"


def elsewhere(case: Case, *, number: str, today: date) -> Elsewhere | None:
    """Return where else the question of a published case was asked; None where nowhere. At most three queries."""
    others = public_cases().filter(campaign=case.campaign_id).exclude(pk=case.pk)
    bar = bar_for(others, today)
    if not bar.total:
        return None
    pages = Paginator(others.select_related("body").order_by("body__name", "pk"), A_PAGE)
    pages.count = bar.total  # the bar has counted them
    page, holidays = pages.get_page(number), current_holidays()
    rows = tuple(
        OtherBody(one.body.name, one.public_url(), status_of(one, today, holidays), one.sent_on)
        for one in page.object_list
    )
    return Elsewhere(bar, rows, page)
