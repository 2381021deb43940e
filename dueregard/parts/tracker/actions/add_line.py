"""Adds a dated line to a demand (an action, an answer, an outcome), or crosses one out. Nothing is written over."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.tracker.actions.settle import settle_demand
from dueregard.parts.tracker.actions.tell_history import PART, source_of, tell_line
from dueregard.parts.tracker.models import Demand, DemandLine
from dueregard.records.evidence.models import Document
from dueregard.records.history.actions import withdraw_entry
from dueregard.rules.tracker.course import Line, OutOfOrder, check_line, in_order
from dueregard.rules.tracker.terms import Kind, Outcome


class CannotStrike(Exception):
    """The line stays; the words say why."""


def add_line(
    *,
    demand: Demand,
    kind: Kind,
    code: str,
    on: date,
    by: Person,
    now: datetime,
    words: str = "",
    document: Document | None = None,
    url: str = "",
    answer_by: date | None = None,
) -> DemandLine:
    """Add a line. Everybody reads it once it was looked through and published. Raises: OutOfOrder"""
    with transaction.atomic():
        held = _held(demand)
        new = Line(kind, code, on, answer_by=answer_by)
        check_line(held.demanded_on, _standing(held), new, localdate(now))
        line = DemandLine.objects.create(
            record=held,
            kind=kind.value,
            code=code,
            on=on,
            words=words,
            document=document,
            url=url,
            answer_by=answer_by if kind is Kind.ACTION else None,
            made_by=by,
            made_at=now,
        )
        tell_line(held, line)
        settle_demand(held)
        record_act(by=by, did=f"add_{kind.value}", on=held, at=now, details={"line": line.pk})
    return line


def strike_line(*, line: DemandLine, why: str, by: Person, now: datetime) -> DemandLine:
    """Cross out a line that was recorded by mistake; it stays to be read, with the reason. Raises: CannotStrike"""
    if not why.strip():
        raise CannotStrike("Say what was wrong with it. Nothing was changed.")
    with transaction.atomic():
        held = _held(line.record)
        line = DemandLine.objects.select_for_update().get(pk=line.pk)
        if line.struck_at is not None:
            raise CannotStrike("This line is crossed out already.")
        rest = [one for one in _standing(held) if one.number != line.pk]
        _still_in_order(held, rest)
        line.struck_at, line.struck_by, line.struck_why = now, by, why.strip()
        line.save(update_fields=["struck_at", "struck_by", "struck_why"])
        withdraw_entry(part=PART, subject=str(held.pk), source=source_of(line))
        settle_demand(held)
        record_act(by=by, did="strike_demand_line", on=held, at=now, details={"line": line.pk})
    return line


def _held(demand: Demand) -> Demand:
    return Demand.objects.select_for_update(of=("self",)).select_related("group", "body").get(pk=demand.pk)


def _standing(demand: Demand) -> list[Line]:
    return [line.as_rule for line in demand.lines.filter(struck_at=None)]


def _still_in_order(demand: Demand, rest: list[Line]) -> None:
    """Refuse to cross out what a later line rests on: nothing is taken back that was never done."""
    ordered = in_order(rest)
    for at, line in enumerate(ordered):
        if line.code == Outcome.REVERSED:
            try:
                check_line(demand.demanded_on, ordered[:at], line, line.on)
            except OutOfOrder:
                raise CannotStrike(
                    "A later line says that this was taken back. Cross out that line first. Nothing was changed."
                ) from None
