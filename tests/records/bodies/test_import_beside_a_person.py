"""What a person sets while a register file is being read is left alone by that very reading."""

from datetime import UTC, datetime

import pytest

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.records.bodies.actions.change_body import change_body, stored_body
from dueregard.records.bodies.actions.plan_import import Plan
from dueregard.records.bodies.actions.write_import import write_import
from dueregard.records.bodies.models import Body
from tests.builders import make_body
from tests.people import Cast

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_column_that_a_person_set_since_the_batch_was_planned_stays(cast: Cast) -> None:
    body = make_body()
    planned = Body.objects.get(pk=body.pk)
    planned.town, planned.home_page = "From the file", "https://file.example"
    plan = Plan()
    plan.changed[body.pk] = (planned, {"town", "home_page"})
    change_body(body=body, wanted={"town": "Westhaven"}, seen=seen_now(stored_body(body), NOW), by=cast.asha, now=NOW)
    write_import(plan=plan)
    body.refresh_from_db()
    assert (body.town, body.home_page) == ("Westhaven", "https://file.example")
