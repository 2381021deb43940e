"""The words of a group's public page are held against its people and against what looks like a person."""

import pytest

from dueregard.rules.groups.nobody_named import doubts, member_named, of_a_person
from dueregard.rules.groups.reaching import NotAnAddress, reach_of, read_reach

MEMBERS = ["Asha Noor", "asha.n", "Ben", "Jo"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask for Asha Noor.", "Asha Noor"),
        ("ask ASHA   noor", "Asha Noor"),
        ("Natasha Noory helps", ""),
        ("We meet near the harbour.", ""),
        ("Ben opens the door.", ""),  # a single word is doubted, not refused: Will, May and Rose are words too
    ],
)
def test_a_members_full_name_is_found_and_no_part_of_another_word(text: str, named: str) -> None:
    assert member_named([text], MEMBERS) == named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ben opens the door.", ["Ben"]),
        ("Ring 01632 960 123.", ["01632 960 123 (telephone number)"]),
        ("We meet near the harbour, on Tuesdays.", []),
        ("Teachers and parents of the schools in Northport.", []),
        ("Write to our secretary Jane Example.", ["Jane Example"]),
    ],
)
def test_what_may_lead_to_a_person_is_doubted(text: str, found: list[str]) -> None:
    seen = doubts([text], members=MEMBERS, known=["Northport group"])
    assert [one for one in found if one not in seen] == []
    assert found or not seen


@pytest.mark.parametrize(
    ("address", "part"), [("asha.n@mail.example", "Asha"), ("northport@mail.example", ""), ("benevolent@a.example", "")]
)
def test_an_address_that_holds_a_members_name_is_doubted(address: str, part: str) -> None:
    assert of_a_person(address, MEMBERS) == part


@pytest.mark.parametrize(
    ("typed", "stored", "words", "href"),
    [
        (" n@group.example ", "n@group.example", "n@group.example", "mailto:n@group.example"),
        ("group.example/n", "https://group.example/n", "group.example/n", "https://group.example/n"),
        ("http://group.example", "http://group.example", "group.example", "http://group.example"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_people_type_it(typed: str, stored: str, words: str, href: str) -> None:
    assert read_reach(typed) == stored
    assert (reach_of(stored).words, reach_of(stored).href) == (words, href)


@pytest.mark.parametrize(
    "typed",
    ["07700 900123", "a@b@c", "javascript:alert(1)", "https://me:secret@group.example", "ask us", "", "https://[", "x"],
)
def test_what_is_no_address_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(NotAnAddress, match="one e-mail address or one web address"):
        read_reach(typed)
