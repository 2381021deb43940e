"""Which way to reach help is shown: the law of an old number, told by a table; and whether somebody is there now."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from dueregard.rules.help.signposts import (
    LONGEST,
    Channel,
    Checked,
    Hours,
    Standing,
    channel_of,
    dialled,
    hours_in_words,
    in_order,
    link_of,
    stands,
    steps_of,
    there_now,
)

UK = ZoneInfo("Europe/London")
DAY = date(2026, 11, 23)
MORNINGS = Hours(("monday", "tuesday", "wednesday"), time(9, 30), time(13))


def channel(**fields: object) -> Channel:
    """Return a telephone number checked on DAY."""
    plain: dict[str, object] = {
        "kind": "phone", "value": "020 7946 0000", "status": "active", "source": "its page", "checked_on": DAY,
    }  # fmt: skip
    return Channel(**{**plain, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "status", "organisation", "checks", "standing"),
    [
        (DAY, "active", "active", [], Standing.CURRENT),
        (date(2027, 2, 23), "active", "active", [], Standing.CURRENT),
        (date(2027, 2, 24), "active", "active", [], Standing.DUE),
        (date(2027, 3, 23), "active", "active", [], Standing.DUE),  # its last day: 120 days after
        (date(2027, 3, 24), "active", "active", [], Standing.PAST_AGE),
        (date(2027, 3, 24), "active", "active", [Checked(date(2027, 3, 1), True)], Standing.CURRENT),
        (DAY, "active", "active", [Checked(DAY, False)], Standing.FAILED),
        (DAY, "active", "active", [Checked(DAY, True), Checked(DAY, False)], Standing.FAILED),
        (date(2026, 12, 2), "active", "active", [Checked(DAY, False), Checked(date(2026, 12, 1), True)],
         Standing.CURRENT),
        # The pack was corrected after our try: its newer word counts.
        (DAY, "active", "active", [Checked(date(2026, 11, 1), False)], Standing.CURRENT),
        (DAY, "unconfirmed", "active", [], Standing.UNCONFIRMED),
        (DAY, "unconfirmed", "active", [Checked(DAY, True)], Standing.CURRENT),
        (DAY, "active", "unconfirmed", [], Standing.UNCONFIRMED),
        (DAY, "historic", "active", [Checked(DAY, True)], Standing.HISTORIC),
        (DAY, "active", "historic", [], Standing.HISTORIC),
    ],
)  # fmt: skip
def test_a_channel_is_shown_only_while_somebody_checked_it_lately(
    today: date, status: str, organisation: str, checks: list[Checked], standing: Standing
) -> None:
    found = stands(channel(status=status), organisation=organisation, checks=checks, today=today)
    assert found.standing is standing
    assert found.is_shown is (standing in {Standing.CURRENT, Standing.DUE})


def test_every_kind_of_channel_has_an_age() -> None:
    for kind, days in LONGEST.items():
        first_hidden = date.fromordinal(DAY.toordinal() + days + 1)
        for today, shown in ((date.fromordinal(first_hidden.toordinal() - 1), True), (first_hidden, False)):
            found = stands(channel(kind=kind), organisation="active", checks=[], today=today)
            assert found.is_shown is shown, kind


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 23, 9, 29, tzinfo=UK), "Closed now. Opens today at 9.30 am."),
        (datetime(2026, 11, 23, 9, 30, tzinfo=UK), "Open now, until 1 pm."),
        (datetime(2026, 11, 23, 13, 0, tzinfo=UK), "Closed now. Opens tomorrow at 9.30 am."),
        (datetime(2026, 11, 25, 18, 0, tzinfo=UK), "Closed now. Opens on Monday at 9.30 am."),
    ],
)
def test_whether_somebody_is_there_is_said_in_words(at: datetime, words: str) -> None:
    assert there_now([MORNINGS], at) == words


def test_unknown_hours_say_nothing() -> None:
    assert there_now([], datetime(2026, 11, 23, 10, tzinfo=UK)) == ""


def test_hours_are_written_as_people_write_them() -> None:
    assert hours_in_words([MORNINGS]) == "Monday to Wednesday, 9.30 am to 1 pm"
    assert hours_in_words([Hours(("friday", "monday"), time(12), time(17))]) == "Monday and Friday, noon to 5 pm"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("020 7946 0000", "+442079460000"),
        ("07700 900 123", "+447700900123"),
        ("+44 20 7946 0000", "+442079460000"),
        ("999", "999"),
        ("116 123", "116123"),
    ],
)
def test_a_number_is_dialled_from_anywhere(written: str, number: str) -> None:
    assert dialled(written) == number


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        ("phone", "020 7946 0000", "tel:+442079460000"),
        ("text_message", "07700 900123", "sms:+447700900123"),
        ("email", "help@northport.example", "mailto:help@northport.example"),
        ("website", "https://northport.example", "https://northport.example"),
        ("form", "javascript:alert(1)", ""),
        ("post", "1 High Street", ""),
    ],
)
def test_a_channel_opens_what_its_kind_says_and_nothing_else(kind: str, value: str, href: str) -> None:
    assert link_of(channel(kind=kind, value=value)) == href


def test_a_voice_comes_first() -> None:
    found = in_order([channel(kind="website"), channel(kind="email"), channel(kind="phone")])
    assert [one.kind for one in found] == ["phone", "email", "website"]


def test_a_table_of_a_pack_becomes_a_channel() -> None:
    table = {
        "kind": "phone", "value": "020 7946 0000", "status": "active", "source": "its page", "checked_on": "2026-11-23",
        "hours": [{"days": ["monday", "tuesday", "wednesday"], "opens": "09:30", "closes": "13:00"}],
        "languages": ["en"],
    }  # fmt: skip
    assert channel_of(table) == channel(hours=(MORNINGS,), languages=("en",))


def test_the_steps_of_a_situation_are_its_list() -> None:
    assert steps_of("- Ask for a name.\n  Write it down.\n\n- Call somebody.\n") == (
        "Ask for a name. Write it down.",
        "Call somebody.",
    )
