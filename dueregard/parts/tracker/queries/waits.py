"""What waits among demands and decisions: an answer that is overdue, a review that comes near, lines not shown yet."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.tracker.access import decisions_of, demands_of, hidden_lines
from dueregard.parts.tracker.models import Decision, Demand, DemandLine
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of
from dueregard.rules.tracker.decisions import SHOWN_AHEAD

SOON = 7  # days before it is due that an answer is in the list


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of this part."""
    return (_answers(person, today), _reviews(person, today), _unseen(person))


def _answers(person: Person, today: date) -> Kind:
    demands = Demand.objects.filter(pk__in=demands_of(person).values("pk"))
    return Kind(
        code="demand-answer",
        one="demand has no answer",
        several="demands have no answer",
        page="tracker:demands",
        to=For.GROUP,
        rows=demands.filter(answer_by__lte=today + timedelta(days=SOON)),
        group="group",
        since="demanded_on",
        due="answer_by",
        columns=("body__name", "title"),
        says=lambda row: Says(
            title=f"Ask {row.words[0]} for its answer",
            about=row.words[1],
            href=reverse("tracker:demand", args=[UUID(row.key)]),
            act="Record its answer",
            why="You asked for an answer by this day, and none is recorded.",
        ),
        seen=demands,
        done={"add_response": "recorded the answer of {0}", "add_outcome": "recorded what came of a demand on {0}"},
    )


def _reviews(person: Person, today: date) -> Kind:
    decisions = Decision.objects.filter(pk__in=decisions_of(person).values("pk"))
    near = decisions.filter(ended_on=None, next_review_on__lte=today + timedelta(days=SHOWN_AHEAD))
    return Kind(
        code="decision-review",
        one="decision is due for review",
        several="decisions are due for review",
        page="tracker:decisions",
        to=For.GROUP,
        rows=near.exclude(ends_on__lt=today),
        group="group",
        since="decided_on",
        due="next_review_on",
        columns=("organisation",),
        says=_review,
        seen=decisions,
        done={"decision_reviewed": "reviewed the decision of {0}", "decision_ended": "ended the decision of {0}"},
    )


def _review(row: Row) -> Says:
    return Says(
        title=f"Ask whether a decision still stands: {row.words[0]}",
        about="The organisation said it would look at its decision again.",
        href=reverse("tracker:decision", args=[UUID(row.key)]),
        act="Record the review",
    )


def _unseen(person: Person) -> Kind:
    lines = hidden_lines(DemandLine.objects.filter(record=OuterRef("pk")))
    demands = Demand.objects.filter(pk__in=demands_of(person).values("pk"), published_at__isnull=False)
    return Kind(
        code="demand-lines",
        one="published demand has lines that nobody else can read",
        several="published demands have lines that nobody else can read",
        page="tracker:demands",
        to=For.ACTING,
        rows=demands.filter(Exists(lines)),
        group="group",
        since=day_of("published_at"),
        columns=("title", "body__name"),
        says=lambda row: Says(
            title=f"Look through what is new about {row.words[1]}",
            about=row.words[0],
            href=reverse("tracker:publish_demand", args=[UUID(row.key)]),
            act="Look through it",
        ),
        seen=demands,
        done={"publish_demand": "published a demand on {1}"},
    )
