"""Holidays are dated data: a loaded list and an administrator's word change them, visibly, and can be taken back."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.calendars.actions.load_holidays import AlreadyLoaded, load_holidays
from dueregard.records.calendars.actions.override_day import (
    AlreadyOverridden,
    AlreadyWithdrawn,
    HolidayWithoutTitle,
    declare_working_day,
    override_day,
    withdraw_override,
)
from dueregard.records.calendars.models import DayOverride, HolidayFile
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import Law, Nation
from tests.people import Cast

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ST_DAVID = date(2027, 3, 1)
WITH_ST_DAVID = {
    "england-and-wales": [("Christmas Day", "2027-12-27"), ("St David's Day", "2027-03-01")],
    "scotland": [("Christmas Day", "2027-12-27")],
    "northern-ireland": [("Christmas Day", "2027-12-27")],
}


def listed(days: dict[str, list[tuple[str, str]]] = WITH_ST_DAVID) -> bytes:
    """Return a list in GOV.UK's form."""
    return json.dumps(
        {name: {"events": [{"title": title, "date": on} for title, on in events]} for name, events in days.items()}
    ).encode()


def test_without_a_list_the_shipped_table_is_in_force(db: None) -> None:
    assert current_holidays() is shipped_holidays()


def test_a_loaded_list_changes_the_calendar_and_its_version_and_is_audited(cast: Cast) -> None:
    file = load_holidays(content=listed(), source="bank-holidays.json", by=cast.dana, now=NOW)
    holidays = current_holidays()
    assert holidays.version != shipped_holidays().version
    assert not calendar_for(Law.FOIA, holidays).is_working(ST_DAVID)
    assert Act.objects.filter(did="load_holidays", on_id=str(file.pk), by=cast.dana).count() == 1


def test_the_same_list_is_not_loaded_twice(db: None) -> None:
    load_holidays(content=listed(), source="a", by=None, now=NOW)
    with pytest.raises(AlreadyLoaded):
        load_holidays(content=listed(), source="b", by=None, now=NOW)
    assert HolidayFile.objects.count() == 1


def test_an_override_stands_until_it_is_withdrawn(cast: Cast) -> None:
    before = current_holidays().version
    (override,) = override_day(
        nations=[Nation.WALES], on=ST_DAVID, title="St David's Day", reason="Proclaimed", by=cast.dana, now=NOW
    )
    assert not calendar_for(Law.FOIA, current_holidays()).is_working(ST_DAVID)
    assert calendar_for(Law.FOISA, current_holidays()).is_working(ST_DAVID)
    withdraw_override(override=override, by=cast.dana, now=NOW)
    assert current_holidays().version == before
    with pytest.raises(AlreadyWithdrawn):
        withdraw_override(override=override, by=cast.dana, now=NOW)
    assert list(Act.objects.order_by("pk").values_list("did", flat=True)) == ["override_day", "withdraw_override"]


def test_a_day_can_be_declared_a_working_day(cast: Cast) -> None:
    declare_working_day(nations=[Nation.SCOTLAND], on=date(2026, 6, 15), reason="A test", by=cast.dana, now=NOW)
    assert calendar_for(Law.FOISA, current_holidays()).is_working(date(2026, 6, 15))


def test_a_second_override_of_the_same_day_is_refused_whole(cast: Cast) -> None:
    override_day(nations=[Nation.WALES], on=ST_DAVID, title="St David's Day", reason="x", by=cast.dana, now=NOW)
    with pytest.raises(AlreadyOverridden):
        override_day(
            nations=[Nation.ENGLAND, Nation.WALES], on=ST_DAVID, title="Other", reason="x", by=cast.dana, now=NOW
        )
    assert DayOverride.objects.count() == 1


def test_a_holiday_without_a_title_is_refused(cast: Cast) -> None:
    with pytest.raises(HolidayWithoutTitle):
        override_day(nations=[Nation.WALES], on=ST_DAVID, title=" ", reason="x", by=cast.dana, now=NOW)


def test_the_command_prints_what_changes_and_a_dry_run_changes_nothing(db: None, tmp_path: Path) -> None:
    file = tmp_path / "bank-holidays.json"
    file.write_bytes(listed())
    said = io.StringIO()
    call_command("holidays", str(file), "--dry-run", stdout=said)
    assert "+ 2027-03-01 Mon 1 March 2027, Wales: St David's Day becomes a holiday" in said.getvalue()
    assert "- 2027-03-26 Fri 26 March 2027, Scotland: Good Friday is no longer a holiday" in said.getvalue()
    assert HolidayFile.objects.count() == 0
    call_command("holidays", str(file), stdout=said)
    again = io.StringIO()
    call_command("holidays", str(file), stdout=again)
    assert HolidayFile.objects.count() == 1
    assert "No days change." in again.getvalue()
    assert "already loaded" in again.getvalue()


def test_a_file_that_is_no_list_changes_nothing_and_says_what_to_do(db: None, tmp_path: Path) -> None:
    file = tmp_path / "bank-holidays.json"
    file.write_text("<html>")
    with pytest.raises(CommandError, match=r"Save bank-holidays\.json from GOV\.UK again"):
        call_command("holidays", str(file))
    with pytest.raises(CommandError, match="could not be read"):
        call_command("holidays", str(tmp_path / "absent.json"))
    assert HolidayFile.objects.count() == 0


def test_an_administrator_sets_a_day_and_withdraws_it(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    client = signed_in(cast.dana)
    typed = {"on": "2027-03-01", "nations": ["wales"], "what": "holiday", "title": "St David's Day", "reason": "x"}
    assert client.post("/desk/calendars/", typed).status_code == 302
    page = client.get("/desk/calendars/", {"year": "2027"}).content.decode()
    assert "St David" in page
    assert page.count("csrfmiddlewaretoken") >= 2, "the form of each override carries its own token"
    override = DayOverride.objects.get()
    assert client.post(f"/desk/calendars/overrides/{override.pk}/withdraw/").status_code == 302
    assert not DayOverride.objects.standing().exists()


def test_a_mistake_in_the_form_is_explained_and_nothing_typed_is_lost(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(cast.dana).post(
        "/desk/calendars/", {"on": "2027-03-06", "what": "holiday", "reason": "Kept text"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "on a weekend" in page
    assert "Enter the holiday’s name" in page
    assert "Kept text" in page


def test_only_an_administrator_opens_the_calendars(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(cast.asha).get("/desk/calendars/").status_code in (403, 404)
    assert Client().get("/desk/calendars/").status_code in (302, 403, 404)
