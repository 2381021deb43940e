"""Tells the history of a body what happened, in the register's own words and those that were looked through.

A line stays the group's until its demand or decision is published, and a later line until that is done again.
"""

from datetime import UTC, date, datetime, time

from django.utils.text import capfirst

from dueregard.parts.tracker.models import Decision, DecisionLine, Demand, DemandLine
from dueregard.records.history.actions import withdraw_entry, write_entry
from dueregard.rules.tracker.terms import Kind

PART = "tracker"
MOST = 300  # characters of an entry
NOON = time(12)
_SAYS = {
    Kind.ACTION: "{label}: “{title}”",
    Kind.RESPONSE: "Answer to “{title}”: {label}",
    Kind.OUTCOME: "“{title}”: {label}",
}


def tell_demand(demand: Demand) -> None:
    """Write that something was demanded."""
    _write(demand, demand.demanded_on, "demand", "record", demand_says(demand))


def tell_demand_again(demand: Demand) -> None:
    """Tell anew of a private demand that was corrected: its words, its day, or the body of which it was made."""
    forget(demand)
    tell_demand(demand)
    for line in demand.lines.filter(struck_at=None):
        tell_line(demand, line)


def tell_line(demand: Demand, line: DemandLine) -> None:
    """Write what was done, answered or achieved."""
    _write(demand, line.on, line.kind, source_of(line), line_says(demand, line))


def tell_decision(decision: Decision) -> None:
    """Write that an organisation decided not to cooperate; nothing where it concerns no body of the register."""
    if decision.body is not None:
        _write(decision, decision.decided_on, "decision", "record", decision_says(decision))


def tell_decision_again(decision: Decision) -> None:
    """Tell anew of a private decision that was corrected, and of what became of it: each names the organisation."""
    forget(decision)
    tell_decision(decision)
    for line in decision.lines.filter(struck_at=None):
        tell_turn(decision, line)


def forget(record: Demand | Decision) -> None:
    """Take all that was told of a private record out of the history."""
    for source in ("record", *(source_of(line) for line in record.lines.all())):
        withdraw_entry(part=PART, subject=str(record.pk), source=source)


def tell_turn(decision: Decision, line: DecisionLine) -> None:
    """Write what became of a decision."""
    if decision.body is not None:
        _write(decision, line.on, "decision", source_of(line), f"Decision of {decision.organisation}: {line.label}")


def source_of(line: DemandLine | DecisionLine) -> str:
    """Return the name under which the history knows a line."""
    return f"line-{line.pk}"


def demand_says(demand: Demand) -> str:
    """Return the sentence of a demand."""
    return f"{capfirst(demand.asked_by)} demanded: {demand.title}"[:MOST]


def line_says(demand: Demand, line: DemandLine) -> str:
    """Return the sentence of a line."""
    return _SAYS[Kind(line.kind)].format(label=line.label, title=demand.title)[:MOST]


def decision_says(decision: Decision) -> str:
    """Return the sentence of a decision."""
    return f"{capfirst(decision.organisation)} decided: {'; '.join(decision.scope_labels)}"[:MOST]


def noon(on: date) -> datetime:
    """Return the instant at which the history places a day."""
    return datetime.combine(on, NOON, UTC)


def _write(record: Demand | Decision, on: date, kind: str, source: str, says: str) -> None:
    assert record.body is not None
    write_entry(
        body=record.body,
        group=record.group,
        at=noon(on),
        kind=kind,
        says=says[:MOST],
        part=PART,
        subject=str(record.pk),
        source=source,
        path=record.get_absolute_url(),
    )
