"""Two saves at the very same moment: the action itself compares, so both never win."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.editing.models import EditNotice
from dueregard.records.bodies.actions.change_body import change_body, stored_body
from dueregard.records.bodies.models import Body
from tests.builders import make_body
from tests.people import Cast

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def race(body: Body, edits: list[tuple[Person, dict[str, str]]]) -> list[str]:
    """Let people who have all seen the same save at once; return how it ended for each."""
    seen, start = seen_now(stored_body(body), NOW), Barrier(len(edits))

    def save(edit: tuple[Person, dict[str, str]]) -> str:
        by, wanted = edit
        start.wait()
        try:
            change_body(body=body, wanted=wanted, seen=seen, by=by, now=NOW)
        except ChangedMeanwhile as meanwhile:
            return f"asked about {meanwhile}"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(len(edits)) as pool:
        return list(pool.map(save, edits))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_one_field_at_once_one_is_asked(cast: Cast) -> None:
    body = make_body()
    ends = race(body, [(cast.asha, {"town": "Westhaven"}), (cast.carys, {"town": "Southmoor"})])
    assert sorted(ends) == ["asked about town", "saved"]
    body.refresh_from_db()
    assert body.town == ("Westhaven" if ends[0] == "saved" else "Southmoor")
    assert Act.objects.filter(did="body.changed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_change_different_fields_at_once_are_joined_and_the_first_is_told(cast: Cast) -> None:
    body = make_body()
    wanted = [(cast.asha, {"town": "Westhaven"}), (cast.carys, {"short_name": "UNP"})]
    assert race(body, wanted) == ["saved", "saved"]
    body.refresh_from_db()
    assert (body.town, body.short_name) == ("Westhaven", "UNP")
    assert EditNotice.objects.count() == 1
