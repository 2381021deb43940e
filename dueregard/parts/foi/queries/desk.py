"""What a person finds on their desk: how many cases are at each point, and the lists behind the figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import campaigns_of, cases_of, held_emails
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.queries.collecting import CasesAnswer, cases_answer
from dueregard.parts.foi.queries.outbox import count_to_settle
from dueregard.parts.foi.queries.rows import CaseRow, case_rows
from dueregard.parts.foi.queries.sorted_by_rule import number_to_check
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.wiring.desk import DeskPiece, Figure

PER_PAGE = 50
FIRST_LINES = 6
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
class Today:
    """What a person finds of requests on their desk, below the figures."""

    needs_us: list[CaseRow]
    overdue: list[CaseRow]
    due: list[CaseRow]
    to_collect: list[CasesAnswer]
    has_campaign: bool
    sorted_for_you: int  # letters that rules sorted this week and nobody has checked


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
    """Return the figures and the first lines of the lists that ask for action. Nine queries, however many cases."""
    today = timezone.localdate()
    counts = counted(person, today)
    base = cases_of(person)
    holidays = current_holidays() if counts["any"] else None

    lists = [View.COLLECT] if counts["any"] else []
    lists += ([View.OURS] if counts["ours"] else []) + ([View.OVERDUE, View.DUE] if counts["waiting"] else [])
    lines = first_lines(base, today, *lists) if lists else []
    page = Today(
        needs_us=case_rows(_first(lines, View.OURS, today), today, holidays),
        overdue=case_rows(_first(lines, View.OVERDUE, today), today, holidays),
        due=case_rows(_first(lines, View.DUE, today), today, holidays),
        to_collect=[cases_answer(case, today) for case in _first(lines, View.COLLECT, today)],
        has_campaign=counts["any"] > 0 or campaigns_of(person).exists(),
        sorted_for_you=counts["sorted"],
    )
    return DeskPiece(figures=_figures(counts), template="foi/today.html", page=page)


def _figures(counts: dict[str, int]) -> tuple[Figure, ...]:
    return (
        Figure(counts["ours"], "need your attention", _href(View.OURS), "soon" if counts["ours"] else ""),
        Figure(counts["overdue"], "overdue", _href(View.OVERDUE), "late" if counts["overdue"] else ""),
        Figure(counts["due"], "due this week", _href(View.DUE), "soon" if counts["due"] else ""),
        Figure(counts["waiting"], "waiting", _href(View.WAITING), ""),
        Figure(counts["held"], "held e-mails", "/desk/holding-pen/", "soon" if counts["held"] else ""),
        Figure(counts["unsure"], "letters to check", "/desk/outbox/", "late" if counts["unsure"] else ""),
    )


def counted(person: Person, today: date) -> dict[str, int]:
    """Return how many of a person's cases are at each point."""
    cases = cases_of(person)
    counts = cases.waiting().aggregate(
        overdue=Count("due_on", filter=Q(due_on__lt=today)),
        due=Count("due_on", filter=Q(due_on__range=(today, today + WEEK))),
        waiting=Count("they_owe"),
        # Asked along with them to save a query; it has nothing to do with these cases.
        sorted=Count("they_owe") * 0 + number_to_check(person, timezone.now()),
    )
    counts["ours"] = cases.needing_a_person().count()
    counts["any"] = counts["waiting"] + counts["ours"]
    counts["held"] = held_emails(person).filter(cleared_at=None).count()
    counts["unsure"] = count_to_settle(person)
    return counts


def case_list(
    person: Person, *, view: View, campaign_id: UUID | None, typed: str, page: str, can_chase: bool
) -> CaseList:
    """Return one list of a person's cases; `typed` narrows it to bodies whose name contains those words."""
    today = timezone.localdate()
    campaign = campaigns_of(person).filter(pk=campaign_id).first() if campaign_id else None
    cases = cases_of(person)
    if campaign:
        cases = cases.filter(campaign=campaign)
    if typed:
        cases = cases.filter(body__name__icontains=typed)
    found = Paginator(in_view(cases, view, today).values_list("pk", flat=True), PER_PAGE).get_page(page)
    shown = in_view(Case.objects.filter(pk__in=list(found.object_list)), view, today)
    return CaseList(
        view=view,
        tabs=tuple((each.value, words, each is view) for each, words in VIEWS.items()),
        page=found,
        rows=case_rows(shown.select_related("body", "campaign"), today),
        campaign=campaign,
        can_chase=can_chase and view is View.OVERDUE,
    )


def first_lines(cases: Cases, today: date, *views: View) -> list[Case]:
    """Return the first cases of each of these lists in one go, in no order.

    They are found in the index alone; only these few are then read in full.
    """
    wanted = Q()
    for view in views:
        wanted |= Q(pk__in=in_view(cases, view, today).values("pk")[:FIRST_LINES])
    return list(Case.objects.filter(wanted).select_related("body", "campaign"))


def _first(lines: list[Case], view: View, today: date) -> list[Case]:
    """Return the first lines of one list, in its order, from those of several."""
    if view is View.OURS:
        ours = [case for case in lines if case.needs_us]
        return sorted(ours, key=lambda case: (-case.unsorted, case.last_at, case.pk))[:FIRST_LINES]
    if view is View.COLLECT:
        links = [(case.collect_by, case.pk, case) for case in lines if case.collect_by]
        return [case for _, _, case in sorted(links)][:FIRST_LINES]
    dated = ((case.due_on, case.pk, case) for case in lines if case.they_owe and case.due_on)
    return [case for on, _, case in sorted(dated) if _is_in(view, on, today)][:FIRST_LINES]


def _is_in(view: View, on: date, today: date) -> bool:
    return on < today if view is View.OVERDUE else today <= on <= today + WEEK


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


def _href(view: View) -> str:
    return f"/desk/requests/?view={view.value}"
