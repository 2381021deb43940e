"""A long letter is folded between two paragraphs, never inside one, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as some

from dueregard.rules.text.first_lines import first_lines

LETTER = "\n\n".join(["Dear University of Northport,", *(f"{number}. {'word ' * 20}" for number in range(1, 9))])


def test_six_lines_are_shown_and_the_rest_is_one_fold_away() -> None:
    first, rest = first_lines(LETTER)
    assert first.startswith("Dear University")
    assert "2. word" in first
    assert "3. word" not in first
    assert rest.startswith("3. word")


def test_a_short_letter_and_a_little_rest_are_not_folded() -> None:
    for text in ("", "One line.", "\n".join(f"Line {number}." for number in range(1, 9))):
        assert first_lines(text) == (text, "")


def test_a_first_paragraph_longer_than_six_lines_stays_whole() -> None:
    first, rest = first_lines("word " * 200 + "\n\n" + "more " * 100)
    assert first == ("word " * 200).rstrip()
    assert rest == ("more " * 100).strip()


@given(some.text())
def test_nothing_is_lost(text: str) -> None:
    first, rest = first_lines(text)
    assert "".join((first + rest).split()) == "".join(text.split())
