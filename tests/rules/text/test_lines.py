"""A name is one line without control signs; what people write in their own languages stays."""

import pytest

from dueregard.rules.text.lines import has_hidden_signs, one_line, writable


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("University of Northport", "University of Northport"),
        ("Northport\x0bUniversity", "Northport University"),
        ("Northport\r\n  University", "Northport University"),
        ("a\tb", "a b"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("a\x00b\x07c\x1bd\x9fe\ufeff", "abcde"),
        ("\ud83dNorthport\ufffe", "Northport"),
        ("fdp.\u202eexe", "fdp.exe"),
        ("Prifysgol Abertawe – Coláiste Éanna", "Prifysgol Abertawe – Coláiste Éanna"),
        ("جامعة نورثبورت\u200f 2026", "جامعة نورثبورت\u200f 2026"),
        ("two  spaces stay", "two  spaces stay"),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_one_line(typed: str, line: str) -> None:
    assert one_line(typed) == line
    assert one_line(line) == line


def test_a_text_keeps_its_lines_and_loses_what_no_feed_can_write() -> None:
    assert writable("Dear all,\r\n\tsee below.\x0b\x07\nYours") == "Dear all,\r\n\tsee below.\nYours"


def test_hidden_signs_are_told_from_what_pasting_brings() -> None:
    assert has_hidden_signs("two  words\x01")
    assert not has_hidden_signs("two\twords\r\n")
