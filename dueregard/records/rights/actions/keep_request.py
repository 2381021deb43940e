"""Keeps requests of people about their data, and what becomes of them. The letters to them are people's to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.records.rights.models import Request
from dueregard.rules.law.data_rights import ToldTooLate, last_day_to_extend
from dueregard.rules.text.joining import Seen, Shape

CALLED = "A request about data"
SHAPE = Shape(
    {
        "acknowledged_on": "you told them that it arrived",
        "asked_who_on": "you asked who they are, or what they mean",
        "told_who_on": "they answered that",
        "extended_on": "you told them that it takes longer",
        "extended_because": "why it takes longer",
    },
    together=(("asked_who_on", "told_who_on"), ("extended_on", "extended_because")),
)
TOO_LATE = "You can only take longer if you tell them within one month of their request. That day was {on}."


class AlreadyAnswered(Exception):
    """A colleague has answered this request."""


class OutOfOrder(ValueError):
    """The days contradict each other; the sentence says how."""


@dataclass(frozen=True, slots=True)
class Days:
    """What happened on which UK calendar day; None for what has not happened."""

    acknowledged_on: date | None
    asked_who_on: date | None
    told_who_on: date | None
    extended_on: date | None
    extended_because: str = ""


def open_request(
    *,
    right: str,
    who: str,
    reply_to: str,
    says: str,
    terms: str,
    received_on: date,
    by: Person,
    now: datetime,
    complaint: str = "",
) -> Request:
    """Keep a request. `terms` are what is looked for, one a line; `complaint` is the complaint that it came with."""
    with transaction.atomic():
        request = Request.objects.create(
            right=right,
            who=who,
            reply_to=reply_to,
            says=says,
            terms=terms,
            received_on=received_on,
            complaint=complaint,
            made_by=by,
            made_at=now,
        )
        record_act(by=by, did="open_rights_request", on=request, at=now, details={"right": right})
    return request


def stored_days(request: Request) -> dict[str, Any]:
    """Return what the form of the days begins with."""
    return {name: getattr(request, name) for name in SHAPE.words}


def set_days(*, pk: UUID, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Request:
    """Write down what happened when, joined with what others wrote since `seen`.

    Raises: ChangedMeanwhile, AlreadyAnswered, OutOfOrder, ToldTooLate
    """
    with transaction.atomic():
        request = _open(pk)
        edit = join_edit(stored=stored_days(request), wanted=wanted, seen=seen, shape=SHAPE)
        days = Days(**edit.values)
        _look(request, days, localdate(now))
        for name, value in edit.values.items():
            setattr(request, name, value)
        request.save(update_fields=list(SHAPE.words))
        path = reverse("rights:request", args=[pk])
        record_edit(edit=edit, did="date_rights_request", on=request, called=CALLED, path=path, by=by, at=now)
    return request


def answer_request(*, pk: UUID, outcome: str, is_refused: bool, by: Person, now: datetime) -> Request:
    """Write down what was done and what the person was told. Raises: AlreadyAnswered"""
    with transaction.atomic():
        request = _open(pk)
        request.state = Request.State.REFUSED if is_refused else Request.State.DONE
        request.outcome, request.answered_at, request.answered_by = outcome, now, by
        request.acknowledged_on = request.acknowledged_on or localdate(now)
        request.save()
        record_act(by=by, did="answer_rights_request", on=request, at=now, details={"state": request.state})
    return request


def _open(pk: UUID) -> Request:
    request = Request.objects.select_for_update(of=("self",)).get(pk=pk)
    if request.state != Request.State.OPEN:
        raise AlreadyAnswered
    return request


def _look(request: Request, days: Days, today: date) -> None:
    given = (days.acknowledged_on, days.asked_who_on, days.told_who_on, days.extended_on)
    if any(on and on < request.received_on for on in given):
        raise OutOfOrder("One of these days is before the request came.")
    if any(on and on > today for on in given):
        raise OutOfOrder("One of these days is in the future. Record it once it has happened.")
    if days.told_who_on and (not days.asked_who_on or days.told_who_on < days.asked_who_on):
        raise OutOfOrder("Their answer has a day, but the day on which you asked is missing or later.")
    last = last_day_to_extend(request.received_on)
    if days.extended_on and days.extended_on > last:
        raise ToldTooLate(TOO_LATE.format(on=f"{last.day} {last:%B %Y}"))
    if days.extended_on and not days.extended_because:
        raise OutOfOrder("Say why it takes longer: the law makes you tell them.")
