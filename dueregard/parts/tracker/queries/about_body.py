"""What a body's page says of demands and decisions: each with its steps, and what worked at bodies like it.

What was demanded of a body that ended is shown with the one that took over, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.parts.tracker.access import decisions_about_for, demands_about, demands_about_for
from dueregard.parts.tracker.models import Decision, Demand, DemandLine
from dueregard.parts.tracker.queries.demand_rows import stands_as
from dueregard.parts.tracker.queries.rolled import Before, bodies_before
from dueregard.parts.tracker.queries.worked import WorkedRow, worked_for, worked_lines
from dueregard.records.bodies.models import Body
from dueregard.records.groups.access import AskedFor
from dueregard.rules.tracker.course import setbacks
from dueregard.rules.wiring.body_piece import BodyPiece

MOST = 8  # demands, and decisions, on the page of a body
STEPS = 6  # newest steps of each


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way of a demand. `is_lost` where less was done than before, or it was refused."""

    on: date
    what: str
    words: str
    is_lost: bool


@dataclass(frozen=True, slots=True)
class DemandOnBody:
    """One demand with its steps. `foot` says of which body it was made, if that has ended, and who sees it."""

    title: str
    href: str
    tone: str
    words: str
    foot: str
    steps: tuple[Step, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class DecisionOnBody:
    """One decision that concerns the body."""

    organisation: str
    href: str
    on: date
    scopes: tuple[str, ...]
    tone: str
    words: str
    foot: str


@dataclass(frozen=True, slots=True)
class DemandsOnBody:
    """The piece of demands. `is_member`: its reader may write one down."""

    demands: tuple[DemandOnBody, ...]
    more: int
    worked: tuple[WorkedRow, ...]
    is_member: bool


@dataclass(frozen=True, slots=True)
class DecisionsOnBody:
    """The piece of decisions."""

    decisions: tuple[DecisionOnBody, ...]
    is_member: bool


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return both pieces, without one that has nothing to say to this reader. Six queries at most."""
    before = bodies_before(body, today)
    about = (body.pk, *before)
    found, worked = _DEMANDS.all(person, about), worked_for(body)
    demands = found[:MOST]
    lines = _lines_of([*demands, *worked])
    more = demands_about(person, about).count() - MOST if len(found) > MOST else 0
    piece = DemandsOnBody(
        demands=tuple(_demand(demand, lines[demand.pk], before.get(demand.body_id)) for demand in demands),
        more=more,
        worked=worked_lines(worked, lines, today),
        is_member=person is not None,
    )
    decisions = _DECISIONS.all(person, about)
    rows = tuple(_decision(one, before.get(one.body_id) if one.body_id else None, today) for one in decisions)
    shown = []
    if piece.demands or piece.worked or piece.is_member:
        shown.append(BodyPiece(26, "tracker/about_body_demands.html", piece))
    if rows or person is not None:
        shown.append(BodyPiece(46, "tracker/about_body_decisions.html", DecisionsOnBody(rows, person is not None)))
    return tuple(shown)


_DEMANDS = AskedFor(lambda own, about: demands_about_for(own, about)[: MOST + 1])
_DECISIONS = AskedFor(lambda own, about: decisions_about_for(own, about).order_by("-decided_on", "pk")[:MOST])
_LINES = Asked(lambda records: DemandLine.objects.filter(struck_at=None, record__in=records))


def _lines_of(demands: list[Demand]) -> dict[UUID, list[DemandLine]]:
    """Return the lines of each of these that stand, in their order. One query."""
    of: dict[UUID, list[DemandLine]] = {demand.pk: [] for demand in demands}
    for line in _LINES.all(tuple(of)):
        of[line.record_id].append(line)
    return of


def _demand(demand: Demand, known: list[DemandLine], before: Before | None) -> DemandOnBody:
    is_own = bool(demand.is_own)  # type: ignore[attr-defined]  # annotated by the door
    lines = [line for line in known if is_own or line.is_public]
    lost = setbacks(line.as_rule for line in lines)
    steps = [Step(demand.demanded_on, "Demanded", f"by {demand.asked_by}", is_lost=False)]
    steps += [Step(line.on, line.label, line.words, line.pk in lost or line.code == "refused") for line in lines]
    kept = steps if len(steps) <= STEPS else [steps[0], *steps[1 - STEPS :]]
    outcome, response = (demand.outcome, demand.response) if is_own else (demand.shown_outcome, demand.shown_response)
    tone, words = stands_as(outcome, response)
    return DemandOnBody(
        title=demand.title,
        href=demand.get_absolute_url() if is_own else demand.public_path(),
        tone=tone,
        words=words,
        foot=_foot(before, is_private=not demand.is_public),
        steps=tuple(kept),
        is_open=not outcome,
    )


def _decision(decision: Decision, before: Before | None, today: date) -> DecisionOnBody:
    is_own = bool(decision.is_own)  # type: ignore[attr-defined]  # annotated by the door
    stands = decision.stands(today) if is_own else decision.shown_stands(today)
    return DecisionOnBody(
        organisation=decision.organisation,
        href=decision.get_absolute_url() if is_own else decision.public_path(),
        on=decision.decided_on,
        scopes=tuple(decision.scope_labels),
        tone=stands.tone,
        words=stands.words,
        foot=_foot(before, is_private=not decision.is_public),
    )


def _foot(before: Before | None, *, is_private: bool) -> str:
    said = [f"Made {before.words}." if before else "", "Only your group sees this." if is_private else ""]
    return " ".join(filter(None, said))
