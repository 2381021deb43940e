"""What lies ahead in the cases of a practice site: the next day on which something happens, and what is dated later.

What a day changes is decided by the lists (`Cases.overdue`, rules/casework/steps); here the first such day is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.queries import SiteClock
from dueregard.parts.foi.access import cases_of
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence, HeldEmail
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.queries.case_waits import REMINDED
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.casework.steps import PATIENCE
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.deadline_words import listed, skipped_words
from dueregard.rules.law.laws import Law

DAY = timedelta(days=1)
WHEREVER = " The Freedom of Information Act does not count a bank holiday of any part of the United Kingdom."


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which something happens, and what, in words."""

    on: date
    says: str


@dataclass(frozen=True, slots=True)
class Passing:
    """How days can pass on this practice site: where its clock is, where it can go, and whether it can go back."""

    today: date
    ahead: int  # days
    goes_to: date | None
    done: int  # of the days it is on its way over
    total: int
    next_working: date
    skipped: str  # the holidays before it, as a sentence; empty where only a weekend or nothing lies between
    coming: Coming | None
    why_not: str  # why this person cannot let days pass; empty if they can
    why_not_back: str

    @property
    def may_move(self) -> bool:
        return not self.why_not


def passing_page(
    person: Person, clock: SiteClock, *, today: date, really: date, why_not: str, why_not_back: str
) -> Passing:
    """Return what the mailroom says of time. Five queries, while days can pass."""
    going = clock.goes_from_on is not None and clock.goes_to_on is not None
    return Passing(
        today=today,
        ahead=(today - really).days,
        goes_to=clock.goes_to_on,
        done=(today - clock.goes_from_on).days if going and clock.goes_from_on else 0,
        total=(clock.goes_to_on - clock.goes_from_on).days if clock.goes_to_on and clock.goes_from_on else 0,
        next_working=next_working_day(today),
        skipped=holidays_before(next_working_day(today), today),
        coming=coming(person, today) if not why_not and not going else None,
        why_not=why_not,
        why_not_back=why_not_back,
    )


def next_working_day(today: date) -> date:
    """Return the first day after this that is a working day under the Freedom of Information Act."""
    return calendar_for(Law.FOIA, current_holidays()).nth(today, 1)


def holidays_before(on: date, today: date) -> str:
    """Say which holidays lie between a day and the next working day, and where they are kept; empty for none."""
    calendar = calendar_for(Law.FOIA, current_holidays())
    skipped = calendar.skipped_between(today, on)
    if not skipped:
        return ""
    days = listed(skipped_words(day, calendar.nations, today.year) for day in skipped)
    everywhere = "" if all(day.nations == calendar.nations for day in skipped) else WHEREVER
    return f"It leaves out {days}.{everywhere}"


def coming(person: Person, today: date) -> Coming | None:
    """Return the first day after this on which something happens in a case that the person may read."""
    found = [Coming(on, says) for on, says in _ahead(cases_of(person), today) if on > today]
    return min(found, key=lambda one: one.on, default=None)


def _ahead(cases: Cases, today: date) -> Iterator[tuple[date, str]]:
    """Yield the first day of each kind, with what happens then. Four queries."""
    late = cases.waiting().filter(due_on__gte=today).order_by("due_on", "body__name")
    for case in late.select_related("body")[:1]:
        if case.due_on:
            yield case.due_on + DAY, f"the time for {case.body.name} to answer has passed"
    ours = cases.needing_a_person().filter(due_on__gt=today).order_by("due_on", "body__name")
    for case in ours.select_related("body")[:1]:
        if case.due_on:
            yield case.due_on, f"it is the last day for your next step with {case.body.name}"
    again = cases.overdue(today).annotate(reminded=REMINDED).filter(reminded__gt=(today - PATIENCE).isoformat())
    for reminded, body in again.order_by("reminded").values_list("reminded", "body__name")[:1]:
        yield date.fromisoformat(reminded) + PATIENCE, f"{body} can be reminded again"
    days = cases.aggregate(
        publish=Min("publish_on", filter=Q(publish_on__gt=today, published_at=None)),
        collect=Min("collect_by", filter=Q(collect_by__gt=today)),
    )
    if days["publish"]:
        yield days["publish"], "a case is to be published"
    if days["collect"]:
        yield days["collect"], "it is the last day to download an answer"


def cases_dated_after(now: datetime) -> int:
    """Count the cases, and the e-mails held for a person, in which something is dated after an instant."""
    events = CaseEvent.objects.filter(case=OuterRef("pk"), on__gt=localdate(now))
    letters = Correspondence.objects.filter(case=OuterRef("pk"), at__gt=now)
    later = Q(Exists(events)) | Q(Exists(letters)) | Q(published_at__gt=now)
    return Case.objects.filter(later).count() + HeldEmail.objects.filter(at__gt=now).count()
