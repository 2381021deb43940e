"""What waits in cases, for the list of everything: what is overdue, what is ours to do, and the days that come up.

Which step is the next is decided in rules/casework/steps.
"""

from datetime import date
from uuid import UUID

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat, NullIf
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.access import cases_of
from dueregard.parts.foi.models import Correspondence
from dueregard.records.calendars.queries import holidays_of
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, as_day, day_of, plain_key
from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.lateness import counted
from dueregard.rules.casework.steps import PATIENCE, WRITTEN, NextStep, Place, next_steps
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.laws import Law
from dueregard.rules.todo.waits import end_of_next_week

# No reminder is null in JSON, which SQLite reads out as the word "null".
REMINDED = NullIf(Cast(KT("standing__reminded_on"), TextField()), Value("null", TextField()), output_field=TextField())
OF_CASE = ("body__name", "campaign__title", "law", "phase", "outcome", "reminded", "calendar_version")
TITLES = {
    NextStep.REMINDER: "Send a reminder to {}",
    NextStep.REVIEW_REMINDER: "Remind {} of the review",
    NextStep.REVIEW: "Ask {} for an internal review",
    NextStep.COMPLAINT: "Complain about {} to the regulator",
    NextStep.CLARIFICATION: "Answer the question that {} asked",
    NextStep.NEW_ADDRESS: "Correct the address of {}",
    NextStep.CLOSE: "Close the case of {}",
    NextStep.WAIT: "Wait for {}",
}


def case_kinds(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of cases."""
    return (
        _overdue(person, today),
        _our_turn(person, today),
        _coming(person, today),
        _closed(person, today),
        _planned(person, today),
    )


def _written_to() -> Exists:
    """Return the condition that a letter of the case is on its way: what it does, is not to do any more."""
    on_its_way = [OutgoingMessage.State.WAITING, OutgoingMessage.State.CLAIMED, OutgoingMessage.State.HANDING_OVER]
    return Exists(Correspondence.objects.filter(case=OuterRef("pk"), outgoing__state__in=on_its_way))


def _overdue(person: Person, today: date) -> Kind:
    cases = cases_of(person).annotate(reminded=REMINDED)
    patient = (today - PATIENCE).isoformat()  # a reminder was sent so lately that all we can do is wait
    late = cases.overdue(today).filter(Q(reminded__isnull=True) | Q(reminded__lte=patient), ~_written_to(), unsorted=0)
    return Kind(
        code="overdue",
        one="body has missed its deadline",
        several="bodies have missed their deadlines",
        page="foi:cases",
        to=For.ACTING,
        rows=late,
        group="group",
        keeper="assigned_to",
        since="due_on",
        due="due_on",
        columns=OF_CASE,
        says=lambda row: _says(row, Turn.THEIRS, today),
        seen=cases,
        done={"queue_letter": "wrote to {0}", "change_law": "changed the law that applies to {0}"},
    )


def _our_turn(person: Person, today: date) -> Kind:
    cases = cases_of(person).annotate(reminded=REMINDED)
    return Kind(
        code="step",
        one="case needs your attention",
        several="cases need your attention",
        page="foi:cases",
        to=For.ACTING,
        rows=cases.needing_a_person().filter(~_written_to(), unsorted=0),
        group="group",
        keeper="assigned_to",
        since=day_of("last_at"),
        due="due_on",
        columns=OF_CASE,
        says=lambda row: _says(row, Turn.OURS, today),
    )


def _coming(person: Person, today: date) -> Kind:
    waiting = cases_of(person).due_between(today, end_of_next_week(today))
    same = waiting.filter(campaign=OuterRef("campaign"), due_on=OuterRef("due_on")).order_by()
    number = same.values("campaign").annotate(number=Count("pk")).values("number")
    return Kind(
        code="coming",
        one="campaign has a deadline coming up",
        several="campaigns have deadlines coming up",
        page="foi:cases",
        to=For.GROUP,
        rows=waiting.filter(~Exists(same.filter(pk__lt=OuterRef("pk")))),
        key=Concat(plain_key("campaign"), Value("."), as_day("due_on"), output_field=CharField()),
        group="group",
        since="sent_on",
        due="due_on",
        columns=("body__name", "campaign__title", "campaign", Subquery(number), "law", "calendar_version"),
        says=lambda row: _says_coming(row, today),
        may_take=False,
    )


def _closed(person: Person, today: date) -> Kind:
    stopped = Correspondence.objects.filter(case=OuterRef("pk"), outgoing__state=OutgoingMessage.State.UNDONE)
    return Kind(
        code="closed",
        one="letter was stopped because its body has closed",
        several="letters were stopped because their bodies have closed",
        page="foi:cases",
        to=For.ACTING,
        rows=cases_of(person).not_asked().filter(Exists(stopped), body__closed_on__lte=today),
        group="group",
        keeper="assigned_to",
        since="body__closed_on",
        columns=("body__name", "campaign__title"),
        says=lambda row: Says(
            title=f"Decide what to do: {row.words[0]} has closed",
            about=f"{row.words[1]}. The letter to it was stopped.",
            href=reverse("foi:case", args=[UUID(row.key)]),
            act="Open the case",
        ),
    )


def _planned(person: Person, today: date) -> Kind:
    return Kind(
        code="planned",
        one="publication was stopped",
        several="publications were stopped",
        page="foi:cases",
        to=For.ACTING,
        rows=cases_of(person).filter(publish_on__lte=today, published_at=None),
        group="group",
        keeper="assigned_to",
        since="publish_on",
        due="publish_on",
        columns=("body__name", "campaign__title"),
        says=lambda row: Says(
            title=f"Look through {row.words[0]} before it is published",
            about=f"{row.words[1]}. Its day has come, and a person must decide something first.",
            href=reverse("foi:publish", args=[UUID(row.key)]),
            act="Look through",
        ),
    )


def _says(row: Row, turn: Turn, today: date) -> Says:
    body, campaign, law, phase, outcome, reminded, calendar = row.words[:7]
    place = Place(
        phase=Phase(phase),
        turn=turn,
        law=Law(law),
        outcome=Outcome(outcome) if outcome else None,
        due_on=row.due,
        reminded_on=date.fromisoformat(reminded) if reminded else None,
    )
    offers = next_steps(place, today)
    case = reverse("foi:case", args=[UUID(row.key)])
    days = _counted(row.due, law, calendar, today)
    if not offers:
        return Says(f"Decide the next step with {body}", campaign, case, "Open the case", counted=days)
    first = offers[0]
    href = reverse("foi:write", args=[UUID(row.key), first.step.value]) if first.step in WRITTEN else case
    if first.step is NextStep.NEW_ADDRESS:
        href = reverse("foi:new_address", args=[UUID(row.key)])
    return Says(TITLES[first.step].format(body), f"{campaign}. {first.because}", href, first.verb, counted=days)


def _counted(due: date | None, law: str, calendar: str, today: date) -> str:
    """Return how far off a last day is, in the working days of the law that set it, as every other page says it."""
    return counted(due, today, calendar_for(Law(law), holidays_of(calendar))) if due else ""


def _says_coming(row: Row, today: date) -> Says:
    body, campaign, pk, number, law, calendar = row.words[:6]
    who = f"{body} must answer" if int(number) == 1 else f"{number} bodies must answer"
    href = f"{reverse('foi:cases')}?view=due&campaign={UUID(pk)}"
    return Says(who, f"{campaign}. Nothing to do until then.", href, counted=_counted(row.due, law, calendar, today))
