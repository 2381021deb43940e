"""A text is cut where marks begin and end; joined, the pieces are the text. A list shows its beginning, or a find."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.text_pieces import Span, around, cut, opening, words_before, words_behind


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


def test_what_was_cut_in_a_word_is_shown_from_the_next() -> None:
    assert words_behind("essed as low. ") == "as low. "
    assert words_behind(" as low.") == " as low."
    assert words_before(" was last rene") == " was last"
    assert words_before(" was last ") == " was last "
    assert words_behind("assessed") == words_before("assessed") == "assessed"
