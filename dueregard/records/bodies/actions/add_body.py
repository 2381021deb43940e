"""Add a public body that is not from an official file: a new one, or of a kind that has no list."""

from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.bodies.actions.index_names import index_names
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.actions.plan_import import free_slug
from dueregard.records.bodies.gateways.sources import BY_HAND
from dueregard.records.bodies.models import Body
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.prevent_duty import prevent_duty
from dueregard.rules.register.address_changes import told_on
from dueregard.rules.register.body_names import normalise
from dueregard.rules.text.uk_times import uk_instant


class BodyExists(Exception):
    """There is already a body of this name in the same nation; `body` is that one."""

    def __init__(self, body: Body) -> None:
        super().__init__(str(body))
        self.body = body


def add_body(
    *,
    name: str,
    kind: BodyKind,
    nation: Nation,
    region: str,
    town: str,
    home_page: str,
    area_code: str = "",
    by: Person,
    now: datetime,
) -> Body:
    """Add the body. Whether the Prevent duty applies is worked out from its nation and kind.

    Everybody reads of it when the body knows itself that it was asked: until then it would say whom somebody is about
    to ask. `actions/tell_everybody` does so earlier, where something open names it. `area_code` is the GSS code of the
    council area that it lies in, if it is known.
    Raises: BodyExists
    """
    for other in Body.objects.filter(nation=nation.value, name__iexact=name):
        if normalise(other.name) == normalise(name) and other.town.casefold() == town.casefold():
            raise BodyExists(other)
    duty, day = prevent_duty(nation=nation, kind=kind), told_on(localdate(now))
    with transaction.atomic():
        body = Body.objects.create(
            slug=free_slug(name, town),
            name=name,
            kind=kind.value,
            nation=nation.value,
            region=region,
            town=town,
            home_page=home_page,
            area_code=area_code,
            prevent_duty=duty.applies.value,
            prevent_because=duty.because,
            source=BY_HAND,
            added_at=uk_instant(datetime.combine(day, time())),
            told_on=day,
            changed_at=now,
        )
        index_names(added=[body])
        mark_changed(kind="body", keys=[str(body.pk)])
        record_act(by=by, did="body.added", on=body, at=now, details={"kind": kind.value, "nation": nation.value})
        note(body=body, at=now, says="Added to the register by a caseworker.")
    return body
