"""What we give to other directories keeps the rules of the Human Services Data Specification, version 3.

The rules stand here in our own words, from its schemas of service, organization, phone, schedule, language and
service_area: https://docs.openreferral.org. They are checked by `jsonschema` with formats.
"""

from datetime import date, time
from typing import Any

import jsonschema
import pytest

from dueregard.rules.help.open_referral import Listed, page_of_services
from dueregard.rules.help.signposts import Channel, Hours

UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
CLOCK = {"type": "string", "pattern": r"^\d{2}:\d{2}$"}


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
    id=UUID, freq={"enum": ["WEEKLY", "MONTHLY"]}, opens_at=CLOCK, closes_at=CLOCK, description=TEXT,
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
    page = page_of_services(listed, site="https://site.example")
    jsonschema.validate(page, PAGE)
    assert page["total_items"] == len(listed)


def test_a_service_says_how_and_when_it_is_reached_and_when_that_was_checked() -> None:
    (service,) = page_of_services([LISTED], site="https://site.example")["contents"]
    assert service["phones"][0]["number"] == "+442079460000"
    assert service["schedules"][0]["byday"] == "MO,FR"
    assert service["schedules"][0]["opens_at"] == "09:30"
    assert service["email"] == "help@northport.example"
    assert service["assured_date"] == "2026-11-20"


def test_ids_are_the_same_each_time_and_differ_between_sites() -> None:
    here, again = (page_of_services([LISTED], site="https://site.example") for _ in range(2))
    there = page_of_services([LISTED], site="https://other.example")
    assert here == again
    assert here["contents"][0]["id"] != there["contents"][0]["id"]


def test_a_page_that_breaks_the_specification_is_seen() -> None:
    page = page_of_services([LISTED], site="https://site.example")
    del page["contents"][0]["status"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(page, PAGE)
