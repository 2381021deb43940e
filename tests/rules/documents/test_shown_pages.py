"""A sheet is shown in rows and cells, a transcript by sentences; no sign of the text is lost, moved or added."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.page_words import place_words
from dueregard.rules.documents.reading import Word
from dueregard.rules.documents.shown_pages import rows_of, sentences_of
from dueregard.rules.documents.text_pieces import Span, cut, joined_lines

SHEET = "School\tReferrals\nHill Primary\t3\nLake Academy"


def test_a_sheet_is_rows_of_cells_and_marks_stay_in_their_cell() -> None:
    rows = rows_of(cut(SHEET, found=(Span(17, 21),)))
    assert rows is not None
    assert [["".join(piece.text for piece in cell).strip() for cell in row] for row in rows] == [
        ["School", "Referrals"],
        ["Hill Primary", "3"],
        ["Lake Academy", ""],
    ]
    assert [piece.text for row in rows for cell in row for piece in cell if piece.is_found] == ["Hill"]


def test_running_text_is_no_table() -> None:
    assert rows_of(cut("One line.\nAnother.")) is None
    assert rows_of(cut("")) is None


@given(st.text(alphabet="ab\t\n ", max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_the_signs_of_a_sheet_are_its_text(text: str, start: int, length: int) -> None:
    rows = rows_of(cut(text, passage=Span(start, start + length)))
    if rows is not None:
        assert "".join(piece.text for row in rows for cell in row for piece in cell) == text


def test_a_transcript_is_sentences_with_the_moment_each_begins() -> None:
    text = "Sign in first. Then tick the box."
    words = [Word("Sign in first.", 60_000, 0, 63_500, 0), Word("Then tick the box.", 63_500, 0, 66_000, 0)]
    said = sentences_of(cut(text, found=(Span(20, 24),)), place_words(text, words))
    assert [(one.start_ms, "".join(piece.text for piece in one.pieces), one.is_marked) for one in said] == [
        (60_000, "Sign in first. ", False),
        (63_500, "Then tick the box.", True),
    ]
    assert sentences_of(cut(text), ()) == ()


def test_lines_that_only_the_paper_broke_are_joined() -> None:
    text = (
        "The governing body notes the duty and\nasks staff for training on all risks.\n"
        "- One point of some length\n- Two points of some length\n\nEnd"
    )
    assert joined_lines(text).split("\n")[0] == (
        "The governing body notes the duty and asks staff for training on all risks."
    )
    assert joined_lines(text).count("\n") == 4


@given(st.text(alphabet="abc \n-1.", max_size=200))
def test_joining_lines_moves_no_sign(text: str) -> None:
    joined = joined_lines(text)
    assert len(joined) == len(text)
    assert [sign for sign in joined if not sign.isspace()] == [sign for sign in text if not sign.isspace()]
