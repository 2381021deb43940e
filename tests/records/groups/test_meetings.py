"""A group plans its meetings, each at the hour that clocks show; calendars follow them, and only members see them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.records.groups.actions.calendar_keys import close_calendar_key, renew_calendar_key
from dueregard.records.groups.actions.plan_meeting import call_off, change_meeting, plan_meeting, stored_meeting
from dueregard.records.groups.models import Meeting, Membership
from dueregard.records.groups.queries.meetings import as_calendar
from dueregard.rules.text.uk_times import UK
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def plan(cast: Cast, on: date = date(2026, 3, 30), **more: Any) -> Meeting:
    """Plan a meeting of Northport at seven in the evening."""
    given = {"title": "Spring meeting", "begins": time(19), "ends": time(20, 30), "place": "", "agenda": "", "now": NOW}
    return plan_meeting(group=cast.northport, on=on, by=cast.asha, **{**given, **more})


def soon() -> str:
    """Return a day next week, as a form sends it."""
    return (timezone.localdate() + timedelta(days=7)).isoformat()


def test_a_volunteer_plans_a_meeting_and_the_desk_of_a_colleague_shows_the_next_one(cast: Cast) -> None:
    sent = {"group": cast.northport.pk, "title": "Kitchen table", "on": soon(), "begins": "7pm", "place": "Elmby hall"}
    answer = sign_in(cast.ben).post("/desk/meetings/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    desk = sign_in(cast.asha).get("/desk/").content.decode()
    assert "Meeting: Kitchen table" in desk
    assert "Northport group meets at 19:00, Elmby hall." in desk
    assert "Kitchen table" not in sign_in(cast.carys).get("/desk/").content.decode()


def test_a_meeting_without_a_place_or_agenda_says_so(cast: Cast) -> None:
    page = sign_in(cast.asha).get(plan(cast).get_absolute_url()).content.decode()
    assert "none yet" in page
    assert "Monday 30 March 2026, 19:00 to 20:30" in page


def test_nobody_plans_a_meeting_of_a_group_they_are_not_in(cast: Cast) -> None:
    sent = {"group": cast.southmoor.pk, "title": "Kitchen table", "on": soon(), "begins": "19:00"}
    assert sign_in(cast.asha).post("/desk/meetings/new/", sent).status_code == 422
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("begins", "25:00", "Enter a valid time"),
        ("on", "30 February", "Enter a valid date"),
        ("on", "1999-01-01", "within the next two years"),
        ("title", "", "error"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_loses_nothing(cast: Cast, field: str, typed: str, says: str) -> None:
    sent = {"group": cast.northport.pk, "title": "T", "on": soon(), "begins": "19:00", "agenda": "1. Who asks whom"}
    answer = sign_in(cast.asha).post("/desk/meetings/new/", {**sent, field: typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "1. Who asks whom" in answer.content.decode()


@pytest.mark.parametrize("on", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)])
def test_a_calendar_shows_seven_in_the_evening_before_and_after_the_clocks_change(cast: Cast, on: date) -> None:
    event = Calendar.from_ical(as_calendar([plan(cast, on)])).walk("VEVENT")[0]
    for name, hour in (("dtstart", time(19)), ("dtend", time(20, 30))):
        local = event[name].dt.astimezone(UK)
        assert (local.date(), local.time()) == (on, hour)


def test_a_change_moves_the_meeting_in_calendars_under_the_same_name(cast: Cast) -> None:
    meeting = plan(cast)
    before = Calendar.from_ical(as_calendar([meeting])).walk("VEVENT")[0]
    stored = stored_meeting(meeting)
    wanted = {**stored, "on": "2026-04-06", "begins": time(18), "ends": None, "place": "Library"}
    meeting = change_meeting(
        meeting=meeting, wanted=wanted, seen=seen_now(stored, NOW), by=cast.ben, now=NOW + timedelta(hours=1)
    )
    after = Calendar.from_ical(as_calendar([meeting])).walk("VEVENT")[0]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstart"].dt.astimezone(UK).isoformat() == "2026-04-06T18:00:00+01:00"
    assert "dtend" not in after
    assert str(after["location"]) == "Library"


def test_two_who_move_a_meeting_at_once_are_asked(cast: Cast) -> None:
    meeting = plan(cast)
    stored = stored_meeting(meeting)
    seen = seen_now(stored, NOW)
    first = {**stored, "begins": time(18), "ends": time(20, 30)}
    change_meeting(meeting=meeting, wanted=first, seen=seen, by=cast.ben, now=NOW)
    second = {**stored, "begins": time(17), "ends": time(20, 30)}
    with pytest.raises(ChangedMeanwhile):
        change_meeting(meeting=meeting, wanted=second, seen=seen, by=cast.asha, now=NOW)


def test_called_off_it_stays_in_the_list_and_calendars_say_so(cast: Cast) -> None:
    meeting = plan(cast)
    for _ in range(2):
        meeting = call_off(meeting=meeting, is_off=True, by=cast.asha, now=NOW)
    assert meeting.changes == 1
    event = Calendar.from_ical(as_calendar([meeting])).walk("VEVENT")[0]
    assert (event["status"], str(event["summary"])) == ("CANCELLED", "Called off: Spring meeting")
    assert "called off" in sign_in(cast.ben).get("/desk/meetings/").content.decode()
    meeting = call_off(meeting=meeting, is_off=False, by=cast.asha, now=NOW)
    event = Calendar.from_ical(as_calendar([meeting])).walk("VEVENT")[0]
    assert (event["status"], str(event["summary"])) == ("CONFIRMED", "Spring meeting")


def test_the_form_changes_a_meeting_and_keeps_its_hours_as_typed(cast: Cast) -> None:
    meeting = plan(cast, on=timezone.localdate() + timedelta(days=3), now=timezone.now())
    asha = sign_in(cast.asha)
    page = asha.get(f"/desk/meetings/{meeting.pk}/edit/").content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert 'value="19:00"' in page
    sent = {**stored_meeting(meeting), "seen": seen, "place": "Harbour café", "agenda": "One\nTwo"}
    assert asha.post(f"/desk/meetings/{meeting.pk}/edit/", sent).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.agenda) == ("Harbour café", "One\nTwo")
    assert stored_meeting(meeting)["begins"] == "19:00"


def test_a_secret_address_shows_ones_groups_meetings_without_agenda_until_it_is_changed(
    cast: Cast, client: Client
) -> None:
    plan(cast, on=timezone.localdate() + timedelta(days=3), now=timezone.now(), agenda="Secret point")
    ben = sign_in(cast.ben)
    page = ben.post("/desk/meetings/calendar/renew/").content.decode()
    key = page.split("/meetings.ics?key=")[1].split("<")[0]
    answer = client.get("/meetings.ics", {"key": key})
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"Spring meeting" in answer.content
    assert b"Secret point" not in answer.content
    assert b"Asha" not in answer.content
    again = ben.post("/desk/meetings/calendar/renew/")
    assert "Replace your calendar address?" in again.content.decode()
    assert client.get("/meetings.ics", {"key": key}).status_code == 200
    ben.post("/desk/meetings/calendar/renew/", {"sure": "yes"})
    assert client.get("/meetings.ics", {"key": key}).status_code == 404
    assert client.get("/meetings.ics").status_code == 404


def test_a_calendar_of_somebody_who_left_the_group_or_closed_the_address_shows_nothing(
    cast: Cast, client: Client
) -> None:
    plan(cast, on=timezone.localdate() + timedelta(days=3), now=timezone.now())
    key = renew_calendar_key(person=cast.ben, by=cast.ben, now=NOW)
    Membership.objects.filter(person=cast.ben).delete()
    assert b"VEVENT" not in client.get("/meetings.ics", {"key": key}).content
    assert close_calendar_key(person=cast.ben, by=cast.ben, now=NOW)
    assert not close_calendar_key(person=cast.ben, by=cast.ben, now=NOW)
    assert client.get("/meetings.ics", {"key": key}).status_code == 404


def test_the_list_costs_the_same_for_ten_meetings_and_for_a_thousand(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    then = timezone.now()
    Meeting.objects.bulk_create(
        Meeting(
            group=cast.northport, title=f"M{at}", starts_at=then + timedelta(days=at - 990), written_by=cast.asha,
            written_at=then, changed_at=then,
        )
        for at in range(1000)
    )  # fmt: skip
    client = sign_in(cast.asha)
    client.get("/desk/meetings/")
    with django_assert_max_num_queries(12):
        page = client.get("/desk/meetings/").content.decode()
    assert "M999" in page
    assert "M0<" not in page
