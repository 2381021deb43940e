"""How many requests of a campaign are in each state: for its bar, for the desk, and as a table to take away."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, Q

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.access import campaigns_of
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.models.case import Cases
from dueregard.parts.foi.queries.letters import reference_of
from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.states import WORDS, Bar, State, added, bar_of, state_of
from dueregard.rules.text.csv_cells import safe_cell

ON_THE_DESK = 6
HEADS = (
    *("Body", "State", "Phase", "Outcome", "Law", "Sent on", "Due on", "Our reference", "Their reference"),
    *("Looked after by", "Tags", "Public page"),
)


@dataclass(frozen=True, slots=True)
class CampaignBar:
    """A campaign with its bar."""

    title: str
    href: str
    since: date | None  # when its first letter went
    bar: Bar


def bar_for(cases: Cases, today: date) -> Bar:
    """Return the bar of some cases. One query."""
    rows = _counted(cases, today, "phase", "turn", "outcome")
    return bar_of(
        added(
            pair
            for phase, turn, outcome, _, late, number in rows
            for pair in _split(phase, turn, outcome, late, number)
        )
    )


def bar_of_these(cases: Iterable[Case], today: date) -> Bar:
    """Return the same of cases that were read already."""
    return bar_of(added((_state(case, today), 1) for case in cases))


def newest_bars(person: Person, today: date) -> tuple[CampaignBar, ...]:
    """Return the bars of a person's newest campaigns. One query."""
    newest = campaigns_of(person).order_by("-created_at", "pk").values("pk")[:ON_THE_DESK]
    cases = Case.objects.filter(campaign__in=newest)
    found: dict[UUID, list[tuple[State, int]]] = defaultdict(list)
    named: dict[UUID, tuple[str, date | None]] = {}
    names = ("campaign_id", "campaign__title", "campaign__created_at", "phase", "turn", "outcome")
    order = {}
    for pk, title, made_at, phase, turn, outcome, since, late, number in _counted(cases, today, *names):
        found[pk] += _split(phase, turn, outcome, late, number)
        earlier = named.get(pk, (title, None))[1]
        named[pk] = (title, min((day for day in (earlier, since) if day), default=None))
        order[pk] = made_at
    return tuple(
        CampaignBar(*named[pk][:1], Campaign(pk=pk).get_absolute_url(), named[pk][1], bar_of(added(found[pk])))
        for pk in sorted(found, key=lambda one: (order[one], one.hex), reverse=True)
    )


def table_of(campaign: Campaign, today: date) -> Iterator[list[str]]:
    """Yield the lines of a table of a campaign's requests, by the body's name: for its group, notes left out."""
    yield list(HEADS)
    cases = campaign.cases.select_related("body", "campaign", "assigned_to").order_by("body__name", "pk")
    for case in cases.iterator(chunk_size=500):
        state = _state(case, today)
        yield [
            safe_cell(cell)
            for cell in (
                case.body.name,
                WORDS[state],
                Phase(case.phase).label,
                Outcome(case.outcome).label if case.outcome else "",
                case.law,
                case.sent_on.isoformat() if case.sent_on else "",
                case.due_on.isoformat() if case.due_on else "",
                reference_of(case),
                case.their_reference,
                case.assigned_to.name if case.assigned_to else "",
                case.tags,
                f"{settings.PUBLIC_URL}{case.public_url()}" if case.is_public else "",
            )
        ]


def _state(case: Case, today: date) -> State:
    return state_of(
        phase=Phase(case.phase),
        turn=Turn(case.turn),
        outcome=Outcome(case.outcome) if case.outcome else None,
        is_past=case.due_on is not None and case.due_on < today,
    )


def _counted(cases: Cases, today: date, *names: str) -> Iterator[tuple]:  # type: ignore[type-arg]  # columns as asked
    rows = cases.order_by().values_list(*names)
    yield from rows.annotate(since=Min("sent_on"), late=Count("pk", filter=Q(due_on__lt=today)), number=Count("pk"))


def _split(phase: str, turn: str, outcome: str, late: int, number: int) -> list[tuple[State, int]]:
    """Return the states of requests that differ only in whether their day is past."""
    known = Phase(phase), Turn(turn), Outcome(outcome) if outcome else None
    return [
        (state_of(phase=known[0], turn=known[1], outcome=known[2], is_past=is_past), count)
        for is_past, count in ((True, late), (False, number - late))
        if count
    ]
