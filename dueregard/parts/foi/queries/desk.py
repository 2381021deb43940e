"""What a person finds of requests on their desk: where to begin, and the lists of cases."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.queries import shown_today
from dueregard.parts.foi.access import campaigns_of, cases_of
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.queries.keeping import NOBODY, Narrowing, tag_sought
from dueregard.parts.foi.queries.rows import CaseRow, case_rows
from dueregard.parts.foi.queries.states import CampaignBar, newest_bars
from dueregard.rules.wiring.desk import DeskPiece

PER_PAGE = 50
WEEK = timedelta(days=7)


class View(StrEnum):
    """The lists a person can open."""

    OVERDUE = "overdue"
    DUE = "due"
    OURS = "ours"
    COLLECT = "collect"
    WAITING = "waiting"
    ANSWERED = "answered"
    ALL = "all"


VIEWS = {
    View.OURS: "Needs your attention",
    View.OVERDUE: "Overdue",
    View.DUE: "Due this week",
    View.COLLECT: "To download",
    View.WAITING: "Waiting",
    View.ANSWERED: "Answered",
    View.ALL: "All",
}


@dataclass(frozen=True, slots=True)
class Begin:
    """What a person finds of requests below the list of what waits."""

    campaigns: tuple[CampaignBar, ...]  # the newest, with how far each is


@dataclass(frozen=True, slots=True)
class CaseList:
    """One list of cases, paged."""

    view: View
    tabs: tuple[tuple[str, str, bool], ...]
    page: "Page[UUID]"
    rows: list[CaseRow]
    campaign: Campaign | None
    can_chase: bool


def desk_piece(person: Person) -> DeskPiece:
    """Return the newest campaigns and where to begin; what waits, `waits` says. One query."""
    return DeskPiece(template="foi/today.html", page=Begin(newest_bars(person, shown_today())))


def overdue_in(cases: Cases, *, narrowed: Narrowing, typed: str, today: date) -> Cases:
    """Narrow cases to all that are late in a list, on whatever page of it they are."""
    return in_view(_narrowed(cases, narrowed, typed), View.OVERDUE, today)


def case_list(person: Person, *, view: View, narrowed: Narrowing, typed: str, page: str, can_chase: bool) -> CaseList:
    """Return one list of a person's cases; `typed` narrows it to bodies whose name contains those words."""
    today = shown_today()
    campaign_id = uuid_in(narrowed.campaign)
    campaign = campaigns_of(person).filter(pk=campaign_id).first() if campaign_id else None
    cases = _narrowed(cases_of(person), narrowed, typed)
    found = Paginator(in_view(cases, view, today).values_list("pk", flat=True), PER_PAGE).get_page(page)
    shown = in_view(Case.objects.filter(pk__in=list(found.object_list)), view, today)
    return CaseList(
        view=view,
        tabs=tuple((each.value, words, each is view) for each, words in VIEWS.items()),
        page=found,
        rows=case_rows(shown.select_related("body", "campaign", "assigned_to"), today),
        campaign=campaign,
        can_chase=can_chase and view is View.OVERDUE,
    )


def _narrowed(cases: Cases, narrowed: Narrowing, typed: str) -> Cases:
    """Narrow cases to what a list was asked for. What is no campaign narrows nothing."""
    cases = narrowed_by(cases, narrowed)
    if campaign := uuid_in(narrowed.campaign):
        cases = cases.filter(campaign=campaign)
    return cases.filter(body__name__icontains=typed) if typed else cases


def narrowed_by(cases: Cases, narrowed: Narrowing) -> Cases:
    """Narrow cases to a tag and to who looks after them. What makes no sense narrows nothing."""
    if sought := tag_sought(narrowed.tag):
        cases = cases.filter(tag_words__contains=sought)
    if narrowed.person == NOBODY:
        return cases.filter(assigned_to=None)
    pk = uuid_in(narrowed.person)
    return cases.filter(assigned_to=pk) if pk else cases


def uuid_in(text: str) -> UUID | None:
    """Return the id that a text holds."""
    try:
        return UUID(text)
    except ValueError:
        return None


def in_view(cases: Cases, view: View, today: date) -> Cases:
    """Narrow cases to a list, the most pressing first."""
    match view:
        case View.OVERDUE:
            return cases.overdue(today).order_by("due_on", "pk")
        case View.DUE:
            return cases.due_between(today, today + WEEK).order_by("due_on", "pk")
        case View.OURS:
            return cases.needing_a_person().order_by("-unsorted", "last_at", "pk")
        case View.COLLECT:
            return cases.to_collect().order_by("collect_by", "pk")
        case View.WAITING:
            return cases.waiting().order_by("due_on", "pk")
        case View.ANSWERED:
            return cases.exclude(outcome="").order_by("-last_at", "pk")
    return cases.order_by("-last_at", "pk")
