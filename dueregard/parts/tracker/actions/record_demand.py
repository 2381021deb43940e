"""Writes a demand down, before anything that came of it; and corrects its words while nobody else can read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.tracker.actions.settle import settle_demand
from dueregard.parts.tracker.actions.tell_history import tell_demand, tell_demand_again
from dueregard.parts.tracker.models import Demand
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.records.groups.models import Group
from dueregard.rules.text.joining import Seen, Shape
from dueregard.rules.tracker.course import OutOfOrder

SHAPE = Shape(
    {
        "title": "what is demanded",
        "details": "details",
        "asked_by": "who demanded it",
        "alongside": "who else worked for it",
        "reuse_url": "letter or motion",
        "body": "public body",
        "demanded_on": "day of the demand",
    },
    together=(("body", "demanded_on"),),
    by_paragraph=frozenset({"details"}),
)
PUBLIC = "Everyone can read this. Withdraw it first, correct it, and publish it again. Nothing was changed."


class IsPublic(Exception):
    """It is public, so its words stay as they are."""


def stored_demand(demand: Demand) -> dict[str, Any]:
    """Return what the form begins with."""
    return {name: getattr(demand, name) for name in SHAPE.words} | {"body": demand.body.name}


def record_demand(
    *,
    group: Group,
    body: Body,
    title: str,
    asked_by: str,
    demanded_on: date,
    by: Person,
    now: datetime,
    details: str = "",
    alongside: str = "",
    reuse_url: str = "",
) -> Demand:
    """Write a demand down. Raises: OutOfOrder"""
    check_day(body, demanded_on, localdate(now))
    with transaction.atomic():
        demand = Demand.objects.create(
            group=group,
            body=body,
            title=title,
            details=details,
            asked_by=asked_by,
            alongside=alongside,
            demanded_on=demanded_on,
            reuse_url=reuse_url,
            last_on=demanded_on,
            shown_last_on=demanded_on,
            made_by=by,
            made_at=now,
        )
        tell_demand(demand)
        mark_changed(kind="demand", keys=[str(demand.pk)])
        record_act(by=by, did="record_demand", on=demand, at=now)
    return demand


def check_day(body: Body, demanded_on: date, today: date) -> None:
    """Refuse a day on which nothing was demanded of this body. Raises: OutOfOrder"""
    if demanded_on > today:
        raise OutOfOrder("That day has not come yet. Record the demand once it has been made.")
    closing = closing_of(body, demanded_on)
    if closing is not None:
        raise OutOfOrder(f"{closing.words} Choose the body that existed on that day.")


def change_demand(*, demand: Demand, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Demand:
    """Correct a private demand, joined with what others changed since `seen`. `wanted` has the body itself.

    Raises: ChangedMeanwhile, IsPublic, OutOfOrder
    """
    with transaction.atomic():
        held = Demand.objects.select_for_update(of=("self",)).select_related("group", "body").get(pk=demand.pk)
        if held.is_public:
            raise IsPublic(PUBLIC)
        edit = join_edit(stored=stored_demand(held), wanted=wanted, seen=seen, shape=SHAPE)
        for name, value in edit.values.items():
            if name != "body" or name in edit.changed:
                setattr(held, name, value)
        if {"body", "demanded_on"} & {*edit.changed}:
            check_day(held.body, held.demanded_on, localdate(now))
            _check_lines(held)
        held.save(update_fields=list(SHAPE.words))
        settle_demand(held)
        tell_demand_again(held)
        path = held.get_absolute_url()
        record_edit(edit=edit, did="change_demand", on=held, called=held.title, path=path, by=by, at=now)
    return held


def _check_lines(demand: Demand) -> None:
    """Refuse a day after something that came of the demand. Raises: OutOfOrder"""
    first = demand.lines.filter(struck_at=None, on__lt=demand.demanded_on).first()
    if first is not None:
        raise OutOfOrder(
            f"“{first.label}” is dated {first.on.day} {first.on:%B %Y}. A demand comes first: choose an earlier day, "
            f"or cross that line out."
        )
