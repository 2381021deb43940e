"""What we give to other directories keeps the rules of the Human Services Data Specification, version 3.

The rules stand here in our own words, from its schemas of service, organization, phone, schedule, language and
service_area: https://docs.openreferral.org. They are checked by `jsonschema` with formats.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from dueregard.rules.help.open_referral import Listed, page_of_services, seasons
from dueregard.rules.help.signposts import Channel, Hours

UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
# The schema takes any text here; its prose asks for an offset, "09:00Z" or "09:00+01:00", or it is taken for UTC.
CLOCK = {"type": "string", "pattern": r"^\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$"}


def table(required: list[str], **properties: Any) -> dict[str, Any]:
    """Return the rule of one table: its keys, nothing else, and those it must have."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


LANGUAGE = table(["id"], id=UUID, name=TEXT, code={"type": "string", "pattern": "^[a-z]{2,3}$"})
PHONE = table(
    ["id", "number"],
    id=UUID, number=TEXT, description=TEXT,
    type={"enum": ["text", "voice", "fax", "cell", "video", "pager", "textphone"]},
    languages={"type": "array", "items": LANGUAGE},
)  # fmt: skip
SCHEDULE = table(
    ["id"],
    id=UUID, valid_from=DATE, valid_to=DATE, timezone={"type": "number"},
    freq={"enum": ["WEEKLY", "MONTHLY"]}, opens_at=CLOCK, closes_at=CLOCK, description=TEXT,
    byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
)  # fmt: skip
SERVICE = table(
    ["id", "name", "status"],
    id=UUID, name=TEXT, description=TEXT, alert=TEXT, application_process=TEXT, assured_date=DATE,
    url={"type": "string", "pattern": "^https?://"}, email={"type": "string", "pattern": "^[^@]+@[^@]+$"},
    status={"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    organization=table(["id", "name", "description"], id=UUID, name=TEXT, description=TEXT),
    phones={"type": "array", "items": PHONE}, schedules={"type": "array", "items": SCHEDULE},
    languages={"type": "array", "items": LANGUAGE},
    service_areas={"type": "array", "items": table(["id"], id=UUID, name=TEXT)},
)  # fmt: skip
PAGE = table(
    ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
    total_items={"type": "integer"}, total_pages={"type": "integer"}, page_number={"type": "integer"},
    size={"type": "integer"}, first_page={"type": "boolean"}, last_page={"type": "boolean"},
    empty={"type": "boolean"}, contents={"type": "array", "items": SERVICE},
)  # fmt: skip

WINTER, SUMMER = date(2026, 11, 29), date(2026, 7, 1)
LISTED = Listed(
    reference="example/contact/northport-advice",
    name="Northport Advice",
    what="Advice for people who were approached.",
    not_for="No emergencies.",
    nations=("england",),
    languages=("en", "ur"),
    channels=(
        Channel(
            "phone", "020 7946 0000", "active", "its page", date(2026, 11, 23),
            hours=(Hours(("monday", "friday"), time(9, 30), time(13)),), languages=("ur",),
            what_happens=("A volunteer answers.",), note="Busy on Mondays.",
        ),
        Channel("email", "help@northport.example", "active", "its page", date(2026, 11, 20)),
        Channel("website", "https://northport.example", "active", "its page", date(2026, 11, 23)),
    ),
    checked_on=date(2026, 11, 20),
)  # fmt: skip


@pytest.mark.parametrize("listed", [[], [LISTED]])
def test_a_page_of_services_keeps_the_specification(listed: list[Listed]) -> None:
    page = page_of_services(listed, site="https://site.example", today=WINTER)
    jsonschema.validate(page, PAGE)
    assert page["total_items"] == len(listed)


def test_a_service_says_how_and_when_it_is_reached_and_when_that_was_checked() -> None:
    (service,) = page_of_services([LISTED], site="https://site.example", today=WINTER)["contents"]
    assert service["phones"][0]["number"] == "+442079460000"
    assert service["schedules"][0]["byday"] == "MO,FR"
    assert service["email"] == "help@northport.example"
    assert service["assured_date"] == "2026-11-20"


def hours_on(day: date) -> list[tuple[str, str, float]]:
    """Return opening, closing and offset of the lines of hours that hold on a day."""
    (service,) = page_of_services([LISTED], site="https://site.example", today=day)["contents"]
    return [
        (line["opens_at"], line["closes_at"], line["timezone"])
        for line in service["schedules"]
        if line["valid_from"] <= day.isoformat() <= line["valid_to"]
    ]


def test_hours_carry_their_offset_in_summer_and_in_winter() -> None:
    assert [(opens, offset) for opens, _, offset in hours_on(WINTER)] == [("09:30Z", 0)]
    assert [(opens, offset) for opens, _, offset in hours_on(SUMMER)] == [("09:30+01:00", 1)]


def test_on_every_day_of_ten_years_one_line_holds_with_the_offset_of_london() -> None:
    london = ZoneInfo("Europe/London")
    for number in range(3653):
        day = date(2024, 1, 1) + timedelta(days=number)
        noon = datetime.combine(day, time(12), london)
        (line,) = [season for season in seasons(day) if season.first <= day <= season.last]
        assert timedelta(hours=line.is_summer) == noon.utcoffset(), day
        assert seasons(day)[1].first == seasons(day)[0].last + timedelta(days=1)


def test_ids_are_the_same_each_time_and_differ_between_sites() -> None:
    here, again = (page_of_services([LISTED], site="https://site.example", today=WINTER) for _ in range(2))
    there = page_of_services([LISTED], site="https://other.example", today=WINTER)
    assert here == again
    assert here["contents"][0]["id"] != there["contents"][0]["id"]


def test_a_page_that_breaks_the_specification_is_seen() -> None:
    page = page_of_services([LISTED], site="https://site.example", today=WINTER)
    del page["contents"][0]["status"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(page, PAGE)
