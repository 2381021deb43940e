"""What is kept of a text can be stored and searched, loses no word, and falls into the same pages every time."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.mime.rich_text import unpacked
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.text.readable_text import clean, pages_of_text

ANY = st.text(st.characters(), max_size=400)


@given(ANY)
def test_no_nought_no_lone_surrogate_and_one_form_for_each_sign(text: str) -> None:
    kept = clean(text)
    assert not set(kept) & {"\0", "\r", "\ufeff", "\x7f"}
    kept.encode("utf-8")
    assert kept == unicodedata.normalize("NFC", kept)
    assert clean(kept) == kept


@given(st.lists(ANY, max_size=30), st.integers(20, 200))
def test_pages_lose_no_sign_that_is_seen_and_come_the_same_way_again(paragraphs: list[str], most: int) -> None:
    pages = list(pages_of_text(iter(paragraphs), most=most))
    assert "".join("".join(pages).split()) == "".join(clean("\n".join(paragraphs)).split())
    assert pages == list(pages_of_text(iter(paragraphs), most=most))
    assert all(page.strip() for page in pages)
    assert all(len(page) <= most * 2 for page in pages)


def test_a_page_break_starts_a_page_and_a_paragraph_stays_whole() -> None:
    assert list(pages_of_text(iter(["One.", "\fTwo.", "Three."]))) == ["One.", "Two.\nThree."]
    assert list(pages_of_text(iter(["a" * 30, "b" * 30]), most=40)) == ["a" * 30, "b" * 30]


def test_a_paragraph_without_end_is_cut_after_a_sentence() -> None:
    first, *_ = pages_of_text(iter(["The council met. " * 20]), most=50)
    assert first.endswith("met.")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Tŷ Cymunedol".encode(), "utf-8"),
        ("Tŷ".encode("utf-8-sig"), "utf-8-sig"),
        ("Minutes".encode("utf-16"), "utf-16"),
        ("Minutes of the meeting".encode("utf-16-le"), "utf-16-le"),
        ("Minutes of the meeting".encode("utf-16-be"), "utf-16-be"),
        ("“Prevent” £20".encode("cp1252"), "cp1252"),
        (b"", "utf-8"),
        ("é".encode()[:1], "utf-8"),
    ],
)
def test_a_text_without_a_label_is_read_in_its_encoding(content: bytes, encoding: str) -> None:
    assert encoding_of(content) == encoding


# The two worked examples of the format's own description. Source: MS-OXRTFCP, 4.1.1 and 4.1.2.
SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_compressed_rich_text_is_unpacked_as_its_description_shows() -> None:
    assert unpacked(SIMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    with pytest.raises(ValueError, match="too short"):
        unpacked(b"LZFu")
