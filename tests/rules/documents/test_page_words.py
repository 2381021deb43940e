"""The places of words come back as they were kept, are found in the text in reading order, and join to lines."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.documents.page_words import lines_of, place_words, words_between, words_from_bytes, words_to_bytes
from dueregard.rules.documents.reading import RecognisedWord, Word

SIDES = st.floats(0, 5000).map(lambda side: round(side, 2))


def row(*words: str, top: float = 100.0) -> list[Word]:
    """Return words of one line, each 40 points wide with 5 between them, 10 high."""
    return [Word(word, 50 + 45 * at, top, 90 + 45 * at, top + 10) for at, word in enumerate(words)]


@given(st.lists(st.builds(Word, st.text(max_size=20), SIDES, SIDES, SIDES, SIDES), max_size=20))
def test_words_come_back_as_they_were_kept(words: list[Word]) -> None:
    assert words_from_bytes(words_to_bytes(words)) == tuple(words)


@given(st.lists(st.integers(0, 100), max_size=9))
def test_how_sure_a_word_is_is_kept_with_it_and_a_line_is_as_sure_as_its_least(sures: list[int]) -> None:
    words = [RecognisedWord.surely(word, sure) for word, sure in zip(row(*"abcdefghi"), sures, strict=False)]
    assert [word.sure for word in words_from_bytes(words_to_bytes(words))] == sures
    assert [line.sure for line in lines_of(words)] == ([min(sures)] if sures else [])


def test_a_word_that_stands_twice_has_two_places() -> None:
    placed = place_words("the risk is\n the risk", row("the", "risk", "is", "the", "risk"))
    assert [(one.start, one.end) for one in placed] == [(0, 3), (4, 8), (9, 11), (13, 16), (17, 21)]


def test_a_word_that_the_text_does_not_hold_has_no_place_and_the_next_ones_have_theirs() -> None:
    placed = place_words("the risk", row("the", "rìsk", "risk"))
    assert [one.word.text for one in placed] == ["the", "risk"]


def test_a_passage_over_two_lines_has_two_rectangles() -> None:
    words = [*row("Staff", "training", "was"), *row("last", "renewed", top=115)]
    placed = place_words("Staff training was last renewed", words)
    lines = lines_of(words_between(placed, 6, 23))
    assert [(line.text, line.left, line.right, line.top) for line in lines] == [
        ("training was", 95, 180, 100),
        ("last", 50, 90, 115),
    ]


def test_two_columns_are_not_one_line() -> None:
    left, right = Word("left", 50, 100, 90, 110), Word("right", 300, 100, 340, 110)
    assert lines_of([left, right]) == (left, right)
