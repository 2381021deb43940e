"""Correct what the register says about a body. Later imports leave what a person set alone."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_about
from dueregard.records.bodies.actions.change_contact import NothingChanged
from dueregard.records.bodies.actions.index_names import index_names
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.models import Body, OtherName, OtherNameKind
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {
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
    },
    together=(
        ("kind", "nation", "region"),
        ("opened_on", "closed_on"),
        ("law_override", "law_because"),
        ("prevent_duty", "prevent_because"),
    ),
)
CHANGEABLE = tuple(SHAPE.words)


class ClosedBeforeOpened(Exception):
    """A body cannot have closed before it opened."""


class LawWithoutReason(Exception):
    """A law other than the usual one for its kind needs a sentence that says why."""


def stored_body(body: Body) -> dict[str, str | date | None]:
    """Return what a person may change."""
    return {column: getattr(body, column) for column in CHANGEABLE}


def change_body(*, body: Body, wanted: Mapping[str, str | date | None], seen: Seen, by: Person, now: datetime) -> Body:
    """Write the given columns, of CHANGEABLE, joined with what others wrote since `seen`.

    Raises: ChangedMeanwhile, NothingChanged, ClosedBeforeOpened, LawWithoutReason
    """
    with transaction.atomic():
        body = Body.objects.select_for_update().get(pk=body.pk)
        edit = join_edit(stored=stored_body(body), wanted=wanted, seen=seen, shape=SHAPE)
        if not edit.changed:
            raise NothingChanged
        old_name = body.name
        for column in edit.changed:
            setattr(body, column, edit.values[column])
        _check(body)
        body.kept_by_hand = sorted({*body.kept_by_hand, *edit.changed})
        body.changed_at = now
        body.save(update_fields=[*edit.changed, "kept_by_hand", "changed_at"])
        if body.name != old_name:
            kind = OtherNameKind.FORMER
            OtherName.objects.get_or_create(
                body=body, name=old_name, defaults={"kind": kind, "until_on": localdate(now)}
            )
        if {"name", "short_name"} & set(edit.changed):
            index_names(renamed=[body.pk])
        mark_about(bodies=[str(body.pk)])
        record_edit(
            edit=edit, did="body.changed", on=body, called=body.name, path=body.get_absolute_url(), by=by, at=now
        )
        changed = ", ".join(SHAPE.words[column] for column in edit.changed)
        note(body=body, at=now, says=f"Corrected in the register: {changed}.")
    return body


def _check(body: Body) -> None:
    """Refuse columns that contradict each other. Raises: ClosedBeforeOpened, LawWithoutReason"""
    if body.opened_on and body.closed_on and body.opened_on > body.closed_on:
        raise ClosedBeforeOpened
    if body.law_override and not body.law_because:
        raise LawWithoutReason
