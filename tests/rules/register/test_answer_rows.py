"""A table of answers is read however a spreadsheet saved it, and what is read can be written back."""

import pytest

from dueregard.rules.register.answer_rows import MOST, NotATable, read_answers, text_of, write_answers

PLAIN = "Body,Answer,Address,Read on\nNorthport Council,no,https://northport.example/p,2026-11-02\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", ";").encode("utf-8-sig"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        f"\n\n{PLAIN}\n\n".encode(),
    ],
)
def test_one_table_in_many_dresses(data: bytes) -> None:
    (row,) = read_answers(text_of(data))
    assert (row.body, row.answer, row.url, row.read_on) == (
        "Northport Council",
        "no",
        "https://northport.example/p",
        "2026-11-02",
    )


def test_accents_come_through_from_windows() -> None:
    (row,) = read_answers(text_of("Body;Answer\nYsgol Tŷ Môr’s;yes\n".replace("ŷ", "y").encode("cp1252")))
    assert row.body == "Ysgol Ty Môr’s"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no rows"),
        ("Body,Answer\n", "no rows"),
        ("School,Reply\nA,b\n", "“Body” and “Answer” are missing"),
        ("Body,Reply\nA,b\n", "“Answer” is missing"),
        ("Body,Answer\n" + "A,no\n" * (MOST + 1), "at most 500"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(NotATable, match=says):
        read_answers(text)


def test_rows_are_written_so_that_they_are_read_the_same() -> None:
    rows = read_answers('Body,Answer,Note\n"A, B",yes,"said ""so"""\nC,no,\n')
    again = read_answers(write_answers(rows))
    assert [(row.body, row.answer, row.note) for row in again] == [("A, B", "yes", 'said "so"'), ("C", "no", "")]
