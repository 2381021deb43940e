"""Nothing of a record is public until two people published it, and no words that look like somebody's details."""

import pytest

from dueregard.rules.training.showing import Record, Support, looks_in, support_of, why_not_fit, why_not_publish

MEMBERS = {"asha", "ben", "carys"}


@pytest.mark.parametrize(
    ("person", "proposed_by", "written_by", "is_public", "says"),
    [
        ("ben", "asha", {"asha"}, False, ""),
        ("asha", "asha", {"asha"}, False, "Someone else in your group"),
        ("ben", "asha", {"asha", "ben"}, False, "who did not"),
        ("ben", "", {"asha"}, False, "Ask first"),
        ("dana", "asha", {"asha"}, False, "Only a member"),
        ("ben", "asha", {"asha"}, True, "public already"),
    ],
)
def test_only_a_second_person_publishes(
    person: str, proposed_by: str, written_by: set[str], says: str, *, is_public: bool
) -> None:
    refusal = why_not_publish(person, Record(proposed_by, written_by, MEMBERS, is_public))
    assert says in refusal if says else refusal == ""


@pytest.mark.parametrize("text", ["Write to jo@northport.example", "Ring 020 7946 0000"])
def test_words_with_personal_details_are_not_fit_to_be_public(text: str) -> None:
    assert "“Given by”" in why_not_fit({"Title": "Awareness", "Given by": text})


def test_plain_words_are_fit_and_a_name_is_shown_to_be_looked_at() -> None:
    assert why_not_fit({"Title": "Awareness", "Given by": "Northport City Council"}) == ""
    looks = looks_in(["Awareness with Mr Oliver Underhill"], ["Northport City Council"])
    assert any("Underhill" in look.words for look in looks)
    assert looks_in(["Northport City Council"], ["Northport City Council"]) == ()


@pytest.mark.parametrize(
    ("facts", "support"),
    [
        ({"has_document": False, "is_sound": False, "is_read": False, "is_found": False}, Support.NOTES),
        ({"has_document": True, "is_sound": False, "is_read": True, "is_found": True}, Support.FOUND),
        ({"has_document": True, "is_sound": True, "is_read": True, "is_found": False}, Support.LISTEN),
        ({"has_document": True, "is_sound": False, "is_read": True, "is_found": False}, Support.LOOK),
        ({"has_document": True, "is_sound": False, "is_read": False, "is_found": False}, Support.UNREAD),
    ],
)
def test_what_supports_a_statement(facts: dict[str, bool], support: Support) -> None:
    assert support_of(**facts) is support
