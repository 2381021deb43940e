"""One line per case, for every list: the body, its status today, and the next step."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.records.calendars.queries import current_holidays, holidays_of
from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.lateness import StatusWord, status_word
from dueregard.rules.casework.steps import NextStep, Offer, Place, next_steps, review_warning
from dueregard.rules.casework.tags import tags_of
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.holidays import Holidays, shipped_holidays
from dueregard.rules.law.laws import Law, Nation

CHASED = {NextStep.REMINDER, NextStep.REVIEW_REMINDER}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    pk: str
    href: str
    body: str
    campaign: str
    status: StatusWord
    due_on: date | None
    due_what: str
    sent_on: date | None
    next_verb: str
    next_href: str
    can_be_chased: bool
    unsorted: int
    is_public: bool
    waits_until: date | None = None
    assigned: str = ""
    tags: tuple[str, ...] = ()


ON_THEIR_WAY = [OutgoingMessage.State.WAITING, OutgoingMessage.State.CLAIMED, OutgoingMessage.State.HANDING_OVER]


def case_rows(cases: Iterable[Case], today: date, holidays: Holidays | None = None) -> list[CaseRow]:
    """Return the lines of these cases. They must come with body, campaign and `assigned_to`. One query: which of them
    have a letter in the outbox.
    """
    listed = list(cases)
    if not listed:
        return []
    written, in_force = written_to(listed), cache(current_holidays)
    return [
        _row(case, today, holidays or _holidays_of(case, in_force), is_written=case.pk in written) for case in listed
    ]


def _holidays_of(case: Case, in_force: Callable[[], Holidays]) -> Holidays:
    """Return the holidays by which a case's day was counted; where no day is counted, any will do."""
    if case.due_on is None:
        return shipped_holidays()
    return holidays_of(case.calendar_version, otherwise=in_force)


def written_to(cases: Collection[Case]) -> set[UUID]:
    """Return those of the cases in which a letter is on its way: the step it takes is not to do any more."""
    letters = Correspondence.objects.filter(case__in=cases, outgoing__state__in=ON_THEIR_WAY)
    return set(letters.values_list("case_id", flat=True))


def place_of(case: Case, *, is_written: bool = False) -> Place:
    """Return the case's place as the rules see it."""
    due = (case.standing or {}).get("due") or {}
    reminded = (case.standing or {}).get("reminded_on")
    return Place(
        phase=Phase(case.phase),
        turn=Turn(case.turn),
        law=Law(case.law),
        outcome=Outcome(case.outcome) if case.outcome else None,
        due_on=case.due_on,
        not_before=case.due_not_before,
        unsorted=case.unsorted,
        rests_on=due.get("rests_on", "statute"),
        reminded_on=date.fromisoformat(reminded) if reminded else None,
        is_written=is_written,
    )


def status_of(case: Case, today: date, holidays: Holidays) -> StatusWord:
    """Return the case's status on a day."""
    place = place_of(case)
    calendar = calendar_for(place.law, holidays, nation=Nation(case.body.nation))
    return status_word(
        phase=place.phase,
        turn=place.turn,
        outcome=place.outcome,
        due_on=case.due_on,
        not_before=case.due_not_before,
        today=today,
        calendar=calendar,
    )


def offers_of(case: Case, today: date, *, is_written: bool = False) -> tuple[Offer, ...]:
    """Return what can be done in the case today, the best step first; `is_written`: a letter is in the outbox."""
    return next_steps(place_of(case, is_written=is_written), today)


def review_warning_of(case: Case, today: date) -> str:
    """Return what to know before asking for a review in this case today; empty when it is in time."""
    also = (case.standing or {}).get("also") or []
    ask_by = date.fromisoformat(also[0]["on"]) if also and case.phase == Phase.WAITING else None
    return review_warning(place_of(case), today, ask_by=ask_by)


def _row(case: Case, today: date, holidays: Holidays, *, is_written: bool) -> CaseRow:
    offers = offers_of(case, today, is_written=is_written)
    first = offers[0] if offers else None
    preparing = case.phase == Phase.PREPARING
    due = (case.standing or {}).get("due") or {}
    return CaseRow(
        pk=str(case.pk),
        href=case.get_absolute_url(),
        body=case.body.name,
        campaign=case.campaign.title,
        status=status_of(case, today, holidays),
        due_on=case.due_on,
        due_what=due.get("what", ""),
        sent_on=case.sent_on,
        next_verb="Check and send" if preparing else first.verb if first else "",
        next_href=f"{case.campaign.get_absolute_url()}check/" if preparing else case.get_absolute_url(),
        can_be_chased=any(offer.step in CHASED for offer in offers),
        unsorted=case.unsorted,
        is_public=case.is_public,
        waits_until=first.until if first else None,
        assigned=case.assigned_to.name if case.assigned_to else "",
        tags=tags_of(case.tags),
    )
