"""Correct what the register says of a body. What a person set, a later import leaves alone."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_about
from dueregard.records.bodies.actions.change_contact import NothingChanged
from dueregard.records.bodies.actions.index_names import index_names
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.models import Body, OtherName, OtherNameKind

_WORDS = {
    "name": "name",
    "short_name": "short name",
    "kind": "kind",
    "nation": "nation",
    "region": "region",
    "town": "town",
    "opened_on": "day it opened",
    "closed_on": "day it closed",
    "home_page": "website",
    "law_override": "information law",
    "law_because": "reason for the law",
    "prevent_duty": "Prevent duty",
    "prevent_because": "reason for the duty",
    "unsure": "what is not confirmed",
}
CHANGEABLE = tuple(_WORDS)


class ClosedBeforeOpened(Exception):
    """A body cannot have closed before it opened."""


class LawWithoutReason(Exception):
    """Another law than the one its kind is under needs a sentence that says why."""


def change_body(*, body: Body, wanted: dict[str, str | date | None], by: Person, now: datetime) -> Body:
    """Write the given columns, of CHANGEABLE. Raises: NothingChanged, ClosedBeforeOpened, LawWithoutReason"""
    changed = [column for column in CHANGEABLE if column in wanted and getattr(body, column) != wanted[column]]
    if not changed:
        raise NothingChanged
    after = {column: wanted.get(column, getattr(body, column)) for column in CHANGEABLE}
    opened, closed = after["opened_on"], after["closed_on"]
    if isinstance(opened, date) and isinstance(closed, date) and opened > closed:
        raise ClosedBeforeOpened
    if after["law_override"] and not after["law_because"]:
        raise LawWithoutReason
    old_name = body.name
    for column in changed:
        setattr(body, column, wanted[column])
    body.kept_by_hand = sorted({*body.kept_by_hand, *changed})
    body.changed_at = now
    with transaction.atomic():
        body.save(update_fields=[*changed, "kept_by_hand", "changed_at"])
        if body.name != old_name:
            kind = OtherNameKind.FORMER
            OtherName.objects.get_or_create(
                body=body, name=old_name, defaults={"kind": kind, "until_on": localdate(now)}
            )
        if {"name", "short_name"} & set(changed):
            index_names(renamed=[body.pk])
        mark_about(bodies=[str(body.pk)])
        record_act(by=by, did="body.changed", on=body, at=now, details={"columns": changed})
        note(body=body, at=now, says=f"Corrected in the register: {', '.join(_WORDS[column] for column in changed)}.")
    return body
