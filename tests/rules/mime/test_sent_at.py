"""The date an e-mail says it was sent on is read in each form that is sent; one without a zone says so."""

from datetime import UTC, datetime

import pytest

from dueregard.rules.mime.dates import sent_at_in
from dueregard.rules.mime.incoming import read_mail
from tests.mail.make import mail

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        "Mon, 23 Nov 2026 10:00:00 +0000",
        "Mon, 23 Nov 2026 11:00:00 +01:00",
        "23 Nov 26 10:00 GMT",
        "Monday, 23-Nov-2026 10:00:00 UT",
        "Mon, 23 November 2026 05:00:00 EST",
        "Mon, 23 Nov 2026 11:00:00 CET",
        "Mon, 23 Nov 2026 11:00:00 BST",
        "Mon, 23 Nov 2026 12:00:00 GMT+02:00",
        "Mon, 23 Nov 2026 10:00:00.123 +0000 (Greenwich Mean Time)",
        "Mon (Monday), 23 Nov (11) 2026 10:00:00 (ten) +0000",
        "Mon, 23 Nov 2026 10.00.00 +0000",
        "Mon, 23 Nov 2026 10:00:00 AM +0000",
        "Mon, 23 Nov 2026 3:30:00 PM +0530",
        "Mon, 23 Nov 126 10:00:00 +0000",
        "Mon Nov 23 10:00:00 GMT 2026",
        "Mon Nov 23 10:00:00 2026 +0000",
        "Mon Nov 23 11:00:00 2026 +01:00",
        "Nov 23, 2026 10:00:00 UTC",
        "2026-11-23T10:00:00Z",
        "2026-11-23 11:00:00 +0100",
        "2026-11-23T10:00:00.000000Z",
    ],
)
def test_each_form_names_the_same_instant(said: str) -> None:
    found = sent_at_in(said.encode())
    assert found is not None
    assert (found.instant, found.names_zone) == (TEN, True)


@pytest.mark.parametrize(
    "said", ["Mon Nov 23 10:00:00 2026", "Mon, 23 Nov 2026 10:00:00", "2026-11-23T10:00", "23 Nov 2026 10:00 XYZ"]
)
def test_a_date_without_a_known_zone_is_read_as_utc_and_the_note_names_its_day(said: str) -> None:
    assert sent_at_in(said.encode()) == sent_at_in(b"Mon, 23 Nov 2026 10:00:00 +0000").__class__(TEN, False)
    read = read_mail(mail(Date=said))
    assert read.sent_at == TEN
    assert "Its date has no known time zone; read as UTC, it was sent on 23 November 2026." in read.notes


def test_the_day_named_is_the_one_in_the_united_kingdom() -> None:
    assert any("11 July 2026" in note for note in read_mail(mail(Date="Fri, 10 Jul 2026 23:30:00")).notes)


@pytest.mark.parametrize(
    "said",
    ["", "yesterday", "32 Nov 2026 10:00 +0000", "23 Foo 2026 10:00", "23 Nov 1066 10:00", "23 Nov 9999 10:00 +0000"],
)
def test_what_names_no_possible_instant_has_none(said: str) -> None:
    assert sent_at_in(said.encode()) is None


def test_a_leap_second_and_an_impossible_zone_are_no_fault() -> None:
    leap = sent_at_in(b"Thu, 31 Dec 2026 23:59:60 +0000")
    assert leap is not None
    assert leap.instant == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert sent_at_in(b"Mon, 23 Nov 2026 10:00:00 +9900") == sent_at_in(b"Mon, 23 Nov 2026 10:00:00")
