"""Demands and decisions that tests need, made by the part's own actions."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse

from dueregard.foundation.accounts.models import Person
from dueregard.parts.tracker.actions.add_line import add_line
from dueregard.parts.tracker.actions.publish import publish
from dueregard.parts.tracker.actions.record_decision import Decided, record_decision
from dueregard.parts.tracker.actions.record_demand import record_demand
from dueregard.parts.tracker.models import Decision, Demand, DemandLine
from dueregard.parts.tracker.queries.looked_at import state_of
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.tracker.decisions import Decider, Scope, Vote
from dueregard.rules.tracker.terms import Kind

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ASKED = date(2026, 3, 3)


def make_demand(group: Group, body: Body, by: Person, **changed: Any) -> Demand:
    """Write a demand down."""
    known: dict[str, Any] = {
        "title": "Publish the equality impact assessment",
        "asked_by": "a school staff branch",
        "demanded_on": ASKED,
        "now": NOW,
    }
    return record_demand(group=group, body=body, by=by, **known | changed)


def say(demand: Demand, kind: Kind, code: str, on: date, by: Person, **more: Any) -> DemandLine:
    """Add a line."""
    return add_line(demand=demand, kind=kind, code=code, on=on, by=by, now=more.pop("now", NOW), **more)


def make_decision(group: Group, by: Person, body: Body | None = None, **changed: Any) -> Decision:
    """Write a decision down."""
    known: dict[str, Any] = {
        "organisation": "University staff branch",
        "sort": Decider.UNION_BRANCH,
        "decided_on": date(2026, 6, 10),
        "scopes": (Scope.OPTIONAL_TRAINING, Scope.BOARDS),
        "scope_words": "The branch takes no part in optional training and sends nobody to the board.",
        "ends_when": "when the university publishes its assessment",
        "review_on": date(2026, 12, 10),
        "vote": Vote(41, 3, 2, 46, 30),
        "body": body,
        "url": "https://branch.example/minutes/5",
    }
    now = changed.pop("now", NOW)
    return record_decision(group=group, decided=Decided(**known | changed), by=by, now=now)


def make_public(record: Demand | Decision, by: Person, *, confirmed: tuple[str, ...] = (), now: datetime = NOW) -> None:
    """Publish it with all its lines, as it is now."""
    record.refresh_from_db()
    publish(record=record, confirmed=confirmed, seen=state_of(record), by=by, now=now)
    record.refresh_from_db()


def seen_in(page: HttpResponse) -> str:
    """Return what a form takes along of what its reader saw."""
    found = re.search(r'name="seen" value="([^"]*)"', page.content.decode())
    assert found, "the page does not say what it shows"
    return found[1]
