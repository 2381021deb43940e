"""Everything the register knows of one body but its own row, in one question: a page of a body asks for all of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.bodies.models import Body, Contact, Identifier, OtherName, Scheme, Succession


@dataclass(frozen=True, slots=True)
class Told:
    """One line of what the register knows of a body, whatever it is of; what a kind does not have is empty."""

    what: str  # name, code, before, after, contact
    kind: str
    words: str
    on: date | None
    note: str
    slug: str
    form: str
    by: str
    is_working: bool
    waits: bool
    was: str
    since: datetime | None  # when an address was entered
    pk: int


def told_of(body: Body) -> dict[str, list[Told]]:
    """Return the other names of a body, its codes, what was before and after it, and its addresses. One query."""
    found: dict[str, list[Told]] = {}
    for row in _TOLD.all(body.pk):
        one = Told(*row)
        found.setdefault(one.what, []).append(one)
    body.has_nothing_before = "before" not in found  # type: ignore[attr-defined]  # `steps_before` need not ask again
    return found


def _every(body: UUID) -> QuerySet[OtherName, tuple[Any, ...]]:
    names = OtherName.objects.filter(body=body).values_list(*_columns("name", "kind", "name", on="until_on"))
    codes = Identifier.objects.filter(body=body).exclude(scheme=Scheme.OWN)
    before, after = Succession.objects.filter(to_body=body), Succession.objects.filter(from_body=body)
    contacts = Contact.objects.filter(body=body)
    every: QuerySet[OtherName, tuple[Any, ...]] = names.order_by().union(
        codes.order_by().values_list(*_columns("code", "scheme", "value")),
        before.order_by().values_list(*_columns("before", "", "from_body__name", "on", "note", "from_body__slug")),
        after.order_by().values_list(*_columns("after", "", "to_body__name", "on", "note", "to_body__slug")),
        contacts.order_by().values_list(
            *_columns("contact", "purpose", "address", "checked_on", "source"),
        ),
        all=True,
    )
    return every


_TOLD: Asked[tuple[Any, ...]] = Asked(_every)


def _columns(what: str, kind: str, words: str, on: str = "", note: str = "", slug: str = "") -> list[Combinable]:
    is_contact = what == "contact"
    return [
        Value(what, CharField()),
        _text(kind),
        _text(words),
        F(on) if on else Value(None, DateField()),
        _text(note),
        _text(slug),
        _text("form" if is_contact else ""),
        _text("given_by__name" if is_contact else ""),
        F("is_working") if is_contact else Value(True, BooleanField()),
        F("waits_for_look") if is_contact else Value(False, BooleanField()),
        _text("was" if is_contact else ""),
        Coalesce(F("changed_at"), F("added_at")) if is_contact else Cast(Value(None), DateTimeField()),
        Cast("pk", BigIntegerField()) if what in ("contact", "before", "after") else Value(0, BigIntegerField()),
    ]


def _text(column: str) -> Combinable:
    return Coalesce(F(column), Value(""), output_field=TextField()) if column else Value("", TextField())
