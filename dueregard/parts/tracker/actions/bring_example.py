"""Brings demands, what came of them, and decisions not to cooperate to the example county."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.parts.tracker.actions.add_line import add_line
from dueregard.parts.tracker.actions.publish import publish
from dueregard.parts.tracker.actions.record_decision import Decided, add_turn, record_decision
from dueregard.parts.tracker.actions.record_demand import record_demand
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.tracker.queries.looked_at import finds_in, state_of
from dueregard.records.bodies.queries.example import example_bodies
from dueregard.records.groups.queries.example import Cast, example_cast
from dueregard.rules.tracker.decisions import Decider, Scope, Turn, Vote
from dueregard.rules.tracker.terms import Kind, Method, Outcome, Response


@dataclass(frozen=True, slots=True)
class _Line:
    days_ago: int
    kind: Kind
    code: str
    words: str = ""
    answer_in: int = 0  # days until which an answer was asked for


@dataclass(frozen=True, slots=True)
class _Demanded:
    group: str
    body: str
    title: str
    details: str
    asked_by: str
    days_ago: int
    lines: tuple[_Line, ...]
    is_public: bool = True


DEMANDS = (
    _Demanded(
        "schools", "Exampleshire County Council", "Publish an equality impact assessment",
        "The county assesses new parking zones for their effect on equality. It has never assessed Prevent.",
        "Exampleshire Schools Watch", 120,
        (
            _Line(118, Kind.ACTION, Method.OPEN_LETTER, "Signed by parents of eleven schools.", 28),
            _Line(88, Kind.RESPONSE, Response.PARTLY, "The council will look at it at the next review."),
            _Line(70, Kind.ACTION, Method.DEPUTATION, "We spoke at the scrutiny committee."),
            _Line(40, Kind.OUTCOME, Outcome.PROMISE, "The board decided to carry one out by January."),
        ),
    ),
    _Demanded(
        "schools", "Sampleford City Council", "Tell parents before a concern is passed on",
        "Parents should hear of it first, unless someone would be in danger.", "Exampleshire Schools Watch", 210,
        (
            _Line(205, Kind.ACTION, Method.LETTER, "", 30),
            _Line(170, Kind.RESPONSE, Response.AGREED),
            _Line(96, Kind.OUTCOME, Outcome.FULL, "The new policy says so in its section 4."),
        ),
    ),
    _Demanded(
        "campus", "University of Sampleford", "End the monitoring of searches in the library",
        "Students cannot study what they dare not look up.", "Sampleford Campus Circle", 65,
        (
            _Line(64, Kind.ACTION, Method.PETITION, "Handed in with the union.", 21),
            _Line(30, Kind.RESPONSE, Response.REFUSED, "The university says that its insurer asks for it."),
            _Line(20, Kind.ACTION, Method.MOTION, "The union’s council supports the demand.", 14),
        ),
    ),
    _Demanded(
        "schools", "Mockton High School", "Stop keeping alerts for seven years",
        "Alerts that led to nothing should be deleted after a term.", "Exampleshire Schools Watch", 25,
        (_Line(25, Kind.ACTION, Method.LETTER, "", 21),), is_public=False,
    ),
)  # fmt: skip


def bring(*, now: datetime) -> Iterator[None]:
    """Record what was demanded and decided, each line on its day, and publish most of it."""
    cast = example_cast()
    for one in DEMANDS:
        _demand(one, cast, now)
        yield
    _decisions(cast, now)
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with demands."""
    words = "Follow a demand from the open letter to the promise"
    return (ToTry(70, words, reverse("tracker:public_demands")),)


def _demand(one: _Demanded, cast: Cast, now: datetime) -> None:
    group = cast.schools if one.group == "schools" else cast.campus
    by, second = cast.caseworker_of(group), cast.second_of(group)
    today = timezone.localdate(now)
    demand = record_demand(
        group=group, body=example_bodies()[one.body], title=one.title, details=one.details, asked_by=one.asked_by,
        demanded_on=today - timedelta(days=one.days_ago), by=by, now=now - timedelta(days=one.days_ago),
    )  # fmt: skip
    for line in one.lines:
        on = today - timedelta(days=line.days_ago)
        add_line(
            demand=demand, kind=line.kind, code=line.code, on=on, by=by, now=now - timedelta(days=line.days_ago),
            words=line.words, answer_by=on + timedelta(days=line.answer_in) if line.answer_in else None,
        )  # fmt: skip
    if one.is_public:
        _publish(demand, second, now - timedelta(days=10))


def _decisions(cast: Cast, now: datetime) -> None:
    today, university = timezone.localdate(now), example_bodies()["Mockton Metropolitan University"]
    branch = Decided(
        organisation="Mockton Staff Branch", sort=Decider.UNION_BRANCH, decided_on=today - timedelta(days=110),
        scopes=(Scope.OPTIONAL_TRAINING, Scope.BOARDS),
        scope_words="The branch takes no part in optional training and sends nobody to the Prevent board.",
        ends_when="when the university publishes its assessment", review_on=today + timedelta(days=20),
        vote=Vote(41, 3, 2, 46, 30), body=university, url="https://staff-branch.example/minutes/5",
    )  # fmt: skip
    made = record_decision(group=cast.campus, decided=branch, by=cast.dev, now=now - timedelta(days=108))
    add_turn(
        decision=made, kind=Turn.REPLY, on=today - timedelta(days=80), by=cast.dev, now=now - timedelta(days=79),
        words="The university noted the decision and will not take measures against anyone.",
    )  # fmt: skip
    _publish(made, cast.esi, now - timedelta(days=70))
    charity = Decided(
        organisation="Exampleshire Youth Clubs", sort=Decider.CHARITY, decided_on=today - timedelta(days=20),
        scopes=(Scope.MONEY, Scope.EVENTS), scope_words="The clubs take no Prevent money and host no Prevent events.",
        ends_when="not before the trustees decide otherwise", review_on=today + timedelta(days=345),
        url="https://youth-clubs.example/statement",
    )  # fmt: skip
    record_decision(group=cast.schools, decided=charity, by=cast.ada, now=now - timedelta(days=18))


def _publish(record: Demand | Decision, by: Person, at: datetime) -> None:
    """Publish it as a second person who has looked at every word that might name somebody."""
    record.refresh_from_db()
    confirmed = [found.key for found in finds_in(record, confirmed=())]
    publish(record=record, confirmed=confirmed, seen=state_of(record), by=by, now=at)
