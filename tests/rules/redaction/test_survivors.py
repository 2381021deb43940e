"""A word that was taken out is found in a copy however it hides, and other words are not taken for it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.redaction.survivors import survivors_in_bytes, survivors_in_text, telling, wanted

STILL_THERE = [
    ("Marigold", "asked marigold to"),
    ("Marigold", "MARIGOLD"),
    ("Marigold", "Marigolds"),
    ("Marigold", "Mari-\ngold"),
    ("Marigold", "M a r i g o l d"),
    ("Marigold", "dlogiraM"),
    ("Marigold", "Ma\u00adri\u200bgold"),
    ("Marigold", "name=4d617269676f6c64".lower()),
    ("Marigold Example", "Example, Marigold Example"),
    ("Marigold Example", "marigold_example"),
    ("Marigold Example", "MarigoldExample@northport.example"),
    ("Zoë Müller", "zoe muller"),
    ("O’Brien", "O'Brien"),
    ("Li", "ask Li about it"),
    ("Ann", "A n n"),
    ("ﬁnlay", "Finlay"),
    ("07700 900123", "0770 0900 123"),
    ("a.b@northport.example", "A.B@NORTHPORT.EXAMPLE"),
]
GONE = [
    ("Ann", "planned annual"),
    ("Martin", "a smart in box"),
    ("Carter", "the car terminal"),
    ("Li", "list, limit, Lisbon"),
    ("Marigold Example", "Marigold. For example"),
    ("Marigold", ""),
    ("07700 900123", "07700 900124"),
]


@pytest.mark.parametrize(("word", "text"), STILL_THERE)
def test_a_word_is_found_however_it_stands_there(word: str, text: str) -> None:
    assert survivors_in_text(text, [wanted(word)]) == [word]


@pytest.mark.parametrize(("word", "text"), GONE)
def test_another_word_is_not_taken_for_it(word: str, text: str) -> None:
    assert survivors_in_text(text, [wanted(word)]) == []


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
@pytest.mark.parametrize("form", ["utf-8", "utf-16-le", "utf-16-be", "hex", "base64", "reversed"])
def test_a_word_is_found_in_raw_bytes(form: str, before: str) -> None:
    word = "Marigold Example"
    made = {
        "hex": lambda: word.encode().hex().encode(),
        "base64": lambda: base64.b64encode(f"{before}{word} and more".encode()),
        "reversed": lambda: word[::-1].encode(),
    }.get(form, lambda: word.encode(form))
    content = b"\x00stream " + made() + b" endstream"
    assert survivors_in_bytes(content, [wanted(word)]) == [word]
    assert survivors_in_bytes(content, [wanted("Somebody Else")]) == []


@pytest.mark.parametrize(
    ("under", "tells"),
    [
        ("Robin Sample, year 9", ["Robin", "Sample", "Robin Sample, year 9"]),
        ("he said so", []),
        ("the Council", []),
        ("in 2022", []),
        ("07700900123", ["07700900123"]),
        ("robin@northport.example", ["robin@northport.example"]),
    ],
)
def test_what_could_name_somebody_must_not_stand_elsewhere(under: str, tells: list[str]) -> None:
    assert telling(under) == tells


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_searched_without_fault(text: str, word: str) -> None:
    found = survivors_in_text(text, [wanted(word)])
    assert found in ([], [word])


@given(st.text("abcdefghij", min_size=6, max_size=12), st.text(max_size=30), st.text(max_size=30))
def test_a_whole_word_is_always_found(word: str, before: str, after: str) -> None:
    assert survivors_in_text(f"{before} {word} {after}", [wanted(word)]) == [word]
