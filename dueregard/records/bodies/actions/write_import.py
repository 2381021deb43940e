"""Write what `plan_import.py` planned for one batch, in one short transaction."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from dueregard.foundation.search.actions.mark_changed import mark_about, mark_changed
from dueregard.records.bodies.actions.index_names import index_names
from dueregard.records.bodies.actions.plan_import import Plan
from dueregard.records.bodies.actions.write_rows import write_rows
from dueregard.records.bodies.models import Body, Identifier, OtherName

_COLUMNS = [field.name for field in Body._meta.concrete_fields]


def write_import(*, plan: Plan) -> None:
    """Write a plan. Its bodies keep the ids they were given when planned."""
    with transaction.atomic():
        rows = ([getattr(body, column) for column in _COLUMNS] for body in plan.added)
        write_rows(model=Body, columns=_COLUMNS, rows=rows)
        by_columns: dict[frozenset[str], list[Body]] = defaultdict(list)
        by_hand = _kept_by_hand(plan)
        for body, columns in plan.changed.values():
            by_columns[frozenset(columns) - by_hand[body.pk]].append(body)
        for which, bodies in by_columns.items():
            if which:
                Body.objects.bulk_update(bodies, sorted(which), batch_size=200)
        codes = ((code.body_id, code.scheme, code.value) for code in plan.codes)
        write_rows(model=Identifier, columns=("body", "scheme", "value"), rows=codes)
        OtherName.objects.bulk_create(plan.names)
        added = {body.pk for body in plan.added}
        index_names(added=plan.added, renamed=plan.renamed - added)
        mark_changed(kind="body", keys=[str(pk) for pk in {*added, *plan.changed}])
        mark_about(bodies=[str(pk) for pk in plan.renamed - added])


def _kept_by_hand(plan: Plan) -> dict[UUID, set[str]]:
    """Return what people have set of each body, who may have done so since the batch was planned, and hold the rows."""
    rows = Body.objects.select_for_update().filter(pk__in=plan.changed).order_by("pk")
    return {pk: set(columns) for pk, columns in rows.values_list("pk", "kept_by_hand")}
