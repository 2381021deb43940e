"""What a person finds on their desk: how many cases stand where, and the lists behind the figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import campaigns_of, cases_of, held_emails
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.queries.outbox import letters_to_settle
from dueregard.parts.foi.queries.rows import CaseRow, case_rows
from dueregard.rules.case_events import Phase, Turn

PER_PAGE = 50
FIRST_LINES = 6
WEEK = timedelta(days=7)


class View(StrEnum):
    """The lists a person can look at."""

    OVERDUE = "overdue"
    DUE = "due"
    OURS = "ours"
    WAITING = "waiting"
    ANSWERED = "answered"
    ALL = "all"


VIEWS = {
    View.OURS: "Needs a person",
    View.OVERDUE: "Overdue",
    View.DUE: "Due this week",
    View.WAITING: "Waiting",
    View.ANSWERED: "Answered",
    View.ALL: "All",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words and the list behind it."""

    number: int
    words: str
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class Today:
    """The page a signed-in person starts on."""

    figures: tuple[Figure, ...]
    needs_us: list[CaseRow]
    overdue: list[CaseRow]
    due: list[CaseRow]
    has_campaign: bool


@dataclass(frozen=True, slots=True)
class CaseList:
    """One list of cases, paged."""

    view: View
    tabs: tuple[tuple[str, str, bool], ...]
    page: "Page[Case]"
    rows: list[CaseRow]
    campaign: Campaign | None
    can_chase: bool


def today_page(person: Person) -> Today:
    """Return the figures and the first lines of the lists that ask for action. Seven queries, however many cases."""
    today = timezone.localdate()
    counts = counted(person, today)
    base = cases_of(person).select_related("body", "campaign")
    return Today(
        figures=(
            Figure(counts["ours"], "need a person", _href(View.OURS), "soon" if counts["ours"] else ""),
            Figure(counts["overdue"], "overdue", _href(View.OVERDUE), "late" if counts["overdue"] else ""),
            Figure(counts["due"], "due this week", _href(View.DUE), "soon" if counts["due"] else ""),
            Figure(counts["waiting"], "waiting", _href(View.WAITING), ""),
            Figure(counts["held"], "held e-mails", "/desk/holding-pen/", "soon" if counts["held"] else ""),
            Figure(counts["unsure"], "letters to settle", "/desk/outbox/", "late" if counts["unsure"] else ""),
        ),
        needs_us=case_rows(in_view(base, View.OURS, today)[:FIRST_LINES], today),
        overdue=case_rows(in_view(base, View.OVERDUE, today)[:FIRST_LINES], today),
        due=case_rows(in_view(base, View.DUE, today)[:FIRST_LINES], today),
        has_campaign=campaigns_of(person).exists(),
    )


def counted(person: Person, today: date) -> dict[str, int]:
    """Return how many of a person's cases stand where."""
    cases = cases_of(person)
    is_open = ~Q(phase__in=[Phase.PREPARING, Phase.CLOSED])
    counts = cases.aggregate(
        ours=Count("pk", filter=Q(unsorted__gt=0) | (is_open & Q(turn=Turn.OURS))),
        overdue=Count("pk", filter=is_open & Q(turn=Turn.THEIRS, due_on__lt=today)),
        due=Count("pk", filter=is_open & Q(turn=Turn.THEIRS, due_on__range=(today, today + WEEK))),
        waiting=Count("pk", filter=is_open & Q(turn=Turn.THEIRS)),
    )
    counts["held"] = held_emails(person).filter(cleared_at=None).count()
    counts["unsure"] = letters_to_settle(person).count()
    return counts


def case_list(
    person: Person, *, view: View, campaign_id: UUID | None, typed: str, page: str, can_chase: bool
) -> CaseList:
    """Return one list of a person's cases; `typed` narrows it to bodies whose name holds those words."""
    today = timezone.localdate()
    campaign = campaigns_of(person).filter(pk=campaign_id).first() if campaign_id else None
    cases = cases_of(person).select_related("body", "campaign")
    if campaign:
        cases = cases.filter(campaign=campaign)
    if typed:
        cases = cases.filter(body__name__icontains=typed)
    found = Paginator(in_view(cases, view, today), PER_PAGE).get_page(page)
    return CaseList(
        view=view,
        tabs=tuple((each.value, words, each is view) for each, words in VIEWS.items()),
        page=found,
        rows=case_rows(found.object_list, today),
        campaign=campaign,
        can_chase=can_chase and view is View.OVERDUE,
    )


def in_view(cases: QuerySet[Case], view: View, today: date) -> QuerySet[Case]:
    """Narrow cases to a list, in the order in which they want attention."""
    assert isinstance(cases, Cases)
    match view:
        case View.OVERDUE:
            return cases.overdue(today).order_by("due_on", "pk")
        case View.DUE:
            return cases.open().due_between(today, today + WEEK).order_by("due_on", "pk")
        case View.OURS:
            return cases.needing_a_person().order_by("-unsorted", "last_at", "pk")
        case View.WAITING:
            return cases.open().filter(turn=Turn.THEIRS).order_by("due_on", "pk")
        case View.ANSWERED:
            return cases.exclude(outcome="").order_by("-last_at", "pk")
    return cases.order_by("-last_at", "pk")


def _href(view: View) -> str:
    return f"/desk/requests/?view={view.value}"
