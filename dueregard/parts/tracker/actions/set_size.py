"""Says how big a body is, with the source and the day; or that it is not known any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.tracker.models import BodySize
from dueregard.records.bodies.models import Body
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {"number": "number", "source": "where it was read", "on": "day of the number"},
    together=(("number", "source", "on"),),
)


def stored_size(size: BodySize | None) -> dict[str, Any]:
    """Return what the form begins with."""
    return {name: getattr(size, name) if size else None for name in SHAPE.words}


def set_size(*, body: Body, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> BodySize | None:
    """Keep a number with its source; without one, forget what was kept. Raises: ChangedMeanwhile

    Every group may say it, so it is compared with what the person saw. The audit holds what it was before.
    """
    with transaction.atomic():
        held = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
        was = BodySize.objects.filter(body=held).first()
        edit = join_edit(stored=stored_size(was), wanted=wanted, seen=seen, shape=SHAPE)
        number, on = edit.values["number"], edit.values["on"]
        if was is not None:
            was.delete()
        size = None
        if number is not None and number != "":
            assert isinstance(on, date), "the form asks for the day"
            size = BodySize.objects.create(body=held, number=number, source=edit.values["source"], on=on, by=by)
        details = {"was": was.number if was else None, "now": size.number if size else None}
        path = held.get_absolute_url()
        record_edit(edit=edit, did="set_size", on=held, called=held.name, path=path, by=by, at=now, details=details)
    return size
