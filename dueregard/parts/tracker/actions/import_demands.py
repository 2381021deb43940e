"""Writes the demands of a table down, all or none: each demand first, then what was done, answered and came of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.tracker.actions.add_line import add_line
from dueregard.parts.tracker.actions.record_demand import record_demand
from dueregard.parts.tracker.models import Demand
from dueregard.parts.tracker.queries.import_plan import plan_import
from dueregard.records.groups.models import Group
from dueregard.rules.tracker.demand_table import NotATable, read_table
from dueregard.rules.tracker.terms import Kind


def import_demands(*, text: str, group: Group, by: Person, now: datetime) -> list[Demand]:
    """Record every line that is ready; what is there already stays as it is. All are private. Raises: NotATable"""
    with transaction.atomic():
        held = Group.objects.select_for_update().get(pk=group.pk)  # two tabs do not import the same twice
        plan = plan_import(read_table(text), held, today=localdate(now))
        if not plan.ready:
            raise NotATable("No line of this table can be recorded. Nothing was changed.")
        made = []
        for row in plan.ready:
            assert row.body is not None
            assert row.read.demanded_on is not None
            demand = record_demand(
                group=held,
                body=row.body,
                title=row.read.title,
                asked_by=row.read.asked_by,
                demanded_on=row.read.demanded_on,
                alongside=row.read.alongside,
                details=row.read.details,
                by=by,
                now=now,
            )
            for said in row.said:
                add_line(demand=demand, kind=Kind(said.kind), code=said.code, on=said.on, by=by, now=now)
            made.append(demand)
        record_act(by=by, did="import_demands", on=held, at=now, details={"demands": len(made)})
    return made
