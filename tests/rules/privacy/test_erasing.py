"""A name goes wherever it stands in words, and takes no piece of another word with it."""

import pytest

from dueregard.rules.privacy.erasing import ERASED, around, terms, tombstone, without


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ann Smith wrote.", f"{ERASED} wrote."),
        ("ANN\n  SMITH wrote.", f"{ERASED} wrote."),
        ("Joann Smithers wrote.", "Joann Smithers wrote."),
        ("Write to ann@northport.example, please.", f"Write to {ERASED}, please."),
        ("Nobody.", "Nobody."),
    ],
)
def test_a_name_and_an_address_are_taken_out_of_a_text(text: str, left: str) -> None:
    assert without(text, terms("Ann Smith\nann@northport.example"))[0] == left


def test_they_are_taken_out_of_lists_and_objects_however_deep() -> None:
    value = [{"says": "by Ann Smith", "at": 3, "more": ["Ann Smith", None]}]
    assert without(value, ["Ann Smith"]) == ([{"says": f"by {ERASED}", "at": 3, "more": [ERASED, None]}], 2)


def test_what_is_too_short_to_be_a_name_is_not_looked_for() -> None:
    assert terms("a\n\n  Jo \nJoy\nJoy") == ("Joy",)


def test_the_passage_around_it_is_shown() -> None:
    assert around({"words": ["x" * 90 + " Ann Smith " + "y" * 90]}, ["Ann Smith"]).count("…") == 2


def test_a_tombstone_is_as_long_as_a_hash_and_is_another_one_for_each() -> None:
    assert len(tombstone("a" * 64)) == 64
    assert tombstone("a" * 64) != tombstone("b" * 64)
    assert "a" * 64 not in tombstone("a" * 64)
