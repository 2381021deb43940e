"""A note beside a public record is the group's own: nobody else sees it, and two who change it lose nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.records.areas.actions.load_areas import LoadReport
from dueregard.records.areas.models import Area
from dueregard.records.groups.models import Meeting
from dueregard.records.notes.actions.write_note import change_note, remove_note, write_note
from dueregard.records.notes.models import Note
from tests.builders import make_body
from tests.people import Cast
from tests.records.areas.conftest import northshire
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
__all__ = ["northshire"]
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECRET = "The head has promised to answer by Friday."


def test_a_note_on_a_body_is_read_by_the_group_and_by_nobody_else(cast: Cast, client: Client) -> None:
    body = make_body("Elmby School")
    ben = sign_in(cast.ben)
    assert "Write a note" in ben.get(body.get_absolute_url()).content.decode()
    answer = ben.post(f"/desk/notes/body/{body.slug}/write/", {"text": SECRET})
    assert answer.status_code == 302
    assert SECRET in sign_in(cast.asha).get(body.get_absolute_url()).content.decode()
    for other in (client, sign_in(cast.carys)):
        assert SECRET not in other.get(body.get_absolute_url()).content.decode()
    assert "Private notes" not in client.get(body.get_absolute_url()).content.decode()


def test_a_note_on_an_area_is_shown_on_the_page_of_the_area_that_took_over(
    cast: Cast, northshire: LoadReport, client: Client
) -> None:
    write_note(group=cast.northport, beside=Area.objects.get(slug="ashby"), text=SECRET, by=cast.asha, now=NOW)
    assert SECRET in sign_in(cast.ben).get("/areas/woodby/").content.decode()  # Ashby ended on 1 July 2026
    assert SECRET not in sign_in(cast.carys).get("/areas/woodby/").content.decode()
    assert SECRET not in client.get("/areas/woodby/").content.decode()


def test_minutes_are_a_note_on_the_meeting_and_take_it_off_the_list_of_what_waits(cast: Cast) -> None:
    then = timezone.now() - timedelta(days=2)
    meeting = Meeting.objects.create(
        group=cast.northport,
        title="Spring meeting",
        starts_at=then,
        written_by=cast.asha,
        written_at=then,
        changed_at=then,
    )
    ben = sign_in(cast.ben)
    assert "Write the minutes: Spring meeting" in ben.get("/desk/").content.decode()
    answer = ben.post(f"/desk/notes/meeting/{meeting.pk}/write/", {"text": SECRET})
    assert answer.status_code == 302
    assert SECRET in sign_in(cast.asha).get(meeting.get_absolute_url()).content.decode()
    assert "Write the minutes" not in ben.get("/desk/").content.decode()
    assert sign_in(cast.carys).get(f"/desk/notes/meeting/{meeting.pk}/write/").status_code == 404


def test_two_who_change_different_paragraphs_lose_nothing(cast: Cast) -> None:
    note = write_note(group=cast.northport, beside=make_body(), text="One.\n\nTwo.", by=cast.asha, now=NOW)
    seen = seen_now({"text": note.text}, NOW)
    change_note(note=note, wanted={"text": "One, more.\n\nTwo."}, seen=seen, by=cast.asha, now=NOW)
    note = change_note(note=note, wanted={"text": "One.\n\nTwo, more."}, seen=seen, by=cast.ben, now=NOW)
    assert note.text == "One, more.\n\nTwo, more."


def test_only_its_writer_removes_a_note_and_is_asked_first(cast: Cast) -> None:
    note = write_note(group=cast.northport, beside=make_body(), text=SECRET, by=cast.asha, now=NOW)
    path = f"/desk/notes/{note.pk}/remove/"
    assert sign_in(cast.ben).post(path, {"sure": "yes"}).status_code == 404
    asha = sign_in(cast.asha)
    assert "cannot be undone" in asha.post(path).content.decode()
    assert Note.objects.exists()
    asha.post(path, {"sure": "yes"})
    assert not Note.objects.exists()
    remove_note(note=note, by=cast.asha, now=NOW)


def test_a_note_needs_words_and_a_thing_that_is_there(cast: Cast) -> None:
    ben = sign_in(cast.ben)
    body = make_body()
    assert ben.post(f"/desk/notes/body/{body.slug}/write/", {"text": "  "}).status_code == 422
    for path in ("body/nothing", "area/nothing", "meeting/nothing", "case/1"):
        assert ben.get(f"/desk/notes/{path}/write/").status_code == 404


def test_the_page_of_a_body_costs_the_same_for_ten_notes_and_for_a_thousand(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    body = make_body()
    ben = sign_in(cast.ben)
    ben.get(body.get_absolute_url())

    def asked(number: int) -> int:
        Note.objects.bulk_create(
            Note(group=cast.northport, body=body, text=f"Note {at}", by=cast.asha, at=NOW) for at in range(number)
        )
        with django_assert_max_num_queries(40) as few:
            assert "Note 1" in ben.get(body.get_absolute_url()).content.decode()
        with django_assert_max_num_queries(12):
            assert "Note 1" in ben.get("/desk/notes/").content.decode()
        return len(few)

    assert asked(30) == asked(1000)
