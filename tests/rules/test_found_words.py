"""The words somebody typed are marked where they stand, whatever their case, accents and ending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.found_words import Span, marked_spans
from dueregard.rules.text_pieces import around, cut, opening

TEXT = "Staff were trained. Training in Café Llŷn: the trainer's notes, “due regard” and due process."


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("STAFF", ["Staff"]),
        ("training", ["trained", "Training"]),
        ("train*", ["trained", "Training", "trainer's"]),
        ("cafe llyn", ["Café", "Llŷn"]),
        ('"due regard"', ["due regard"]),
        ('"due regard', ["due regard"]),
        ("due AND NOT process", ["due", "due"]),
        ("due -process", ["due", "due"]),
        ("body:northport staff", ["Staff"]),
        ("trainer’s", ["trainer's"]),
        ("(staff OR notes)", ["Staff", "notes"]),
        ("", []),
        ('""', []),
        ("zebra", []),
    ],
)
def test_what_was_typed_is_marked(typed: str, marked: list[str]) -> None:
    assert [TEXT[span.start : span.end] for span in marked_spans(TEXT, typed)] == marked


@given(st.text(max_size=300), st.text(max_size=80))
def test_marks_lie_in_the_text_in_order_whatever_is_typed(text: str, typed: str) -> None:
    spans = marked_spans(text, typed)
    edges = [place for span in spans for place in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= place <= len(text) for place in edges)


@given(
    st.text(max_size=200),
    st.lists(st.tuples(st.integers(0, 220), st.integers(1, 30)), max_size=6),
    st.integers(0, 220),
    st.integers(0, 40),
)
def test_the_pieces_are_the_text(text: str, marks: list[tuple[int, int]], start: int, length: int) -> None:
    found, at = [], 0
    for gap, size in marks:
        found.append(Span(at + gap, at + gap + size))
        at += gap + size
    pieces = cut(text, found=found, passage=Span(start, start + length))
    assert "".join(piece.text for piece in pieces) == text
    marked = "".join(piece.text for piece in pieces if piece.is_passage)
    assert marked == text[start : start + length]
    assert "".join(p.text for p in pieces if p.is_found) == "".join(text[span.start : span.end] for span in found)


def test_a_list_shows_the_beginning_of_a_page_or_what_stands_around_a_word() -> None:
    assert opening("One\n two  three", signs=9) == "One two …"
    assert opening("One\n two") == "One two"
    assert around("a" * 200 + " risk " + "b" * 200, Span(201, 205), signs=5) == "… aaaa risk bbbb …"
