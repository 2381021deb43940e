"""A group reads its own lines of a history, everybody the published ones; no line leads to a closed door."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import hide_entries, show_entries, withdraw_entry, write_entry
from dueregard.records.history.models import Entry
from dueregard.records.history.queries import history_of, latest_public
from tests.audiences import everybody
from tests.builders import make_body
from tests.people import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MEMBERS = {"volunteer", "caseworker", "administrator"}


def write(body: Body, group: Group | None, *, subject: str = "1", at: datetime = NOW, **more: Any) -> Entry:
    """Write one entry of the requests part."""
    more = {"kind": "request", "says": "Asked for the training slides."} | more
    return write_entry(body=body, group=group, at=at, part="foi", subject=subject, path=f"/desk/{subject}/", **more)


def readers(body: Body, cast: Cast) -> set[str]:
    """Return who reads something in the history of a body."""
    return {who for who, person in everybody(cast).items() if history_of(body, person)}


def test_a_private_line_is_read_by_its_group_and_administrators_only(cast: Cast) -> None:
    body = make_body()
    write(body, cast.northport)
    assert readers(body, cast) == MEMBERS


def test_a_line_of_no_group_is_read_by_administrators_only(cast: Cast) -> None:
    body = make_body()
    write(body, None)
    assert readers(body, cast) == {"administrator"}
    assert history_of(body, cast.dana)[0].path == "/desk/1/"


def test_a_published_subject_is_read_by_everybody_and_hidden_again_by_its_group_only(cast: Cast) -> None:
    body = make_body()
    write(body, cast.northport)
    write(body, cast.northport, subject="2")
    assert show_entries(part="foi", subject="1", public_path="/requests/1/") == 1
    assert readers(body, cast) == set(everybody(cast))
    assert len(history_of(body, None)) == 1
    assert hide_entries(part="foi", subject="1") == 1
    assert readers(body, cast) == MEMBERS


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("visitor", "/requests/1/"),
        ("outsider", "/requests/1/"),
        ("volunteer", "/desk/1/"),
        ("caseworker", "/desk/1/"),
        ("administrator", "/desk/1/"),
    ],
)
def test_a_line_leads_to_where_its_reader_may_go(who: str, path: str, cast: Cast) -> None:
    body = make_body()
    write(body, cast.northport, public_path="/requests/1/")
    assert history_of(body, everybody(cast)[who])[0].path == path


def test_the_next_entry_of_a_published_subject_is_public_at_once(cast: Cast) -> None:
    body = make_body()
    write(body, cast.northport, public_path="/requests/1/")
    assert [line.says for line in latest_public()] == ["Asked for the training slides."]


def test_what_was_wrongly_recorded_is_taken_back_and_nothing_else(cast: Cast) -> None:
    body = make_body()
    write(body, cast.northport, source="event-1")
    write(body, cast.northport, source="event-2", kind="refusal")
    withdraw_entry(part="foi", subject="1", source="event-2")
    assert [line.kind for line in history_of(body, cast.asha)] == ["request"]


def test_the_newest_line_comes_first_and_another_body_has_its_own(cast: Cast) -> None:
    body, other = make_body(), make_body("Northport Council", slug="northport-council")
    for days in (2, 0, 1):
        write(body, cast.northport, at=NOW - timedelta(days=days), says=f"{days} days ago")
    write(other, cast.northport, says="elsewhere")
    assert [line.says for line in history_of(body, cast.asha)] == ["0 days ago", "1 days ago", "2 days ago"]
    assert len(history_of(body, cast.asha, limit=2)) == 2


def test_reading_a_history_costs_the_same_however_long_it_is(cast: Cast) -> None:
    body = make_body()
    reader: Person | None
    for reader in (None, cast.asha, cast.dana):
        counts = []
        for more in (1, 50):
            for number in range(more):
                write(body, cast.northport, subject=f"{more}-{number}", public_path="/requests/1/")
            with CaptureQueriesContext(connection) as queries:
                assert history_of(body, reader)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 2
