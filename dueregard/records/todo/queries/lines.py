"""One line for each kind of thing that waits: how many there are in all, whose, and under each heading."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, Q, QuerySet, Value, When

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.access import taken_by, taken_now
from dueregard.records.todo.queries.kinds import NO_DAY, Kind
from dueregard.rules.todo.waits import Heading, end_of_next_week

COLUMNS = ("all", "mine", "nobodys", *(heading.value for heading in Heading))


def line_of(kind: Kind, rows: QuerySet[Any], person: Person, today: date, narrowed: str = "") -> QuerySet[Any, Any]:
    """Return the question for one kind: its code, then a number for each of COLUMNS. It is asked with all the others.

    The headings are those of this person's or nobody's things where the list is narrowed to them.
    """
    day, last = today.isoformat(), end_of_next_week(today).isoformat()
    mine, nobodys = narrowed_to(kind, person, today, "mine"), narrowed_to(kind, person, today, "nobodys")
    here = narrowed_to(kind, person, today, narrowed)
    conditions = {
        "all": Q(),
        "mine": mine,
        "nobodys": nobodys,
        Heading.OVERDUE: here & Q(w_due__lt=day),
        Heading.TODAY: here & Q(w_due=day),
        Heading.SOON: here & Q(w_due__gt=day, w_due__lte=last),
        Heading.LATER: here & Q(w_due__gt=last, w_due__lt=NO_DAY),
        Heading.NO_DATE: here & Q(w_due=NO_DAY),
    }
    marked = {f"n_{name}": _one_if(when) for name, when in conditions.items()}
    found: QuerySet[Any, Any] = (
        rows.annotate(w_kind=Value(kind.code, CharField()), **marked)
        .values("w_kind")
        .annotate(**{f"c_{name}": Count(f"n_{name}") for name in COLUMNS})
        .values_list("w_kind", *(f"c_{name}" for name in COLUMNS))
    )
    return found


def narrowed_to(kind: Kind, person: Person, today: date, narrowed: str) -> Q:
    """Return the condition of a narrowed list: this person's things ("mine"), nobody's ("nobodys"), or all (empty)."""
    if narrowed == "mine":
        return taken_by(kind, person, today)
    if narrowed:
        return ~taken_now(kind, today) if kind.may_take else Q(pk__in=[])
    return Q()


def _one_if(when: Q) -> Case | Value:
    return Case(When(when, then=Value(1)), output_field=IntegerField()) if when else Value(1)
