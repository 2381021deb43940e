"""What the groups of a network read of a demand: not its single lines, nor the documents they rest on."""

from __future__ import annotations

from dueregard.parts.tracker.access import demands_of
from dueregard.parts.tracker.models import Demand, NetworkDemand
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.tracker.terms import Outcome, Response
from dueregard.rules.wiring.network_kind import NetworkKind, Told


def told(demand: Demand) -> Told:
    """Return what was demanded of whom and when, what was answered, and what came of it."""
    facts = [demand.body.name, f"demanded by {demand.asked_by} on {day_words(demand.demanded_on)}"]
    if demand.response:
        facts.append(f"Answer: {Response(demand.response).label}")
    if demand.outcome:
        facts.append(f"Outcome: {Outcome(demand.outcome).label}")
    if demand.withdrawn_why:  # the reason is the group's own
        facts.append("withdrawn by its group, and public no longer")
    return Told(demand.title, tuple(facts), demand.details, demand.public_path() if demand.is_public else "")


KIND = NetworkKind("demand", "demand", "demands", NetworkDemand, demands_of, told, beside=("body",))
