"""A passage finds itself again: where it was, elsewhere, after a better recognition; and knows when it is lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dueregard.rules.documents.passages import Found, NoPassage, anchor, find_again, find_words

BEFORE = "The duty. Staff training was last renewed in 2022. The board was told. Costs follow."
QUOTE = "Staff training was last renewed in 2022."
MISREAD = "Staff trainlng was last renewed in 2O22."
BROKEN = "Staff training\nwas last renewed\nin 2022."
KNOWN = anchor(BEFORE, BEFORE.index(QUOTE), BEFORE.index(QUOTE) + len(QUOTE))


@pytest.mark.parametrize(
    ("now", "found", "words"),
    [
        (BEFORE, Found.SAME, QUOTE),
        (f"Page 4\n{BEFORE}", Found.MOVED, QUOTE),
        (f"Duty.\n{BROKEN} Board", Found.MOVED, BROKEN),
        (f"THE DUTY. {QUOTE.upper()} THE BOARD", Found.MOVED, QUOTE.upper()),
        (f"The duty. {MISREAD} The board", Found.CHANGED, MISREAD),
        ("Nothing of the kind stands on this page any more, which is about catering.", Found.LOST, None),
        ("", Found.LOST, None),
    ],
)  # fmt: skip
def test_a_passage_finds_itself_on_a_page_that_was_read_anew(now: str, found: Found, words: str | None) -> None:
    place = find_again(now, KNOWN)
    assert place.found is found
    assert (now[place.span.start : place.span.end] if place.span else None) == words


def test_of_two_that_say_the_same_it_is_the_one_with_the_same_neighbours() -> None:
    text = "Question 1: none held. Question 2: none held. Question 3: none held."
    known = anchor(text, text.index("none", 25), text.index("none", 25) + 9)
    now = f"Annex. {text}"
    place = find_again(now, known)
    assert place.span is not None
    assert now[: place.span.start].endswith("Question 2: ")


def test_a_short_passage_is_not_guessed() -> None:
    assert find_again("We hold some.", anchor("We hold none.", 8, 12)).found is Found.LOST


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (9, 10), (900, 1000), (-5, 0)])
def test_no_words_are_no_passage(start: int, end: int) -> None:
    with pytest.raises(NoPassage):
        anchor(BEFORE, start, end)


def test_a_whole_book_is_no_passage() -> None:
    with pytest.raises(NoPassage, match="at most 4000 characters"):
        anchor("a" * 5000, 0, 5000)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 100), st.text(max_size=50))
def test_what_is_put_before_or_after_a_page_loses_no_passage(text: str, start: int, length: int, more: str) -> None:
    try:
        known = anchor(text, start, start + length)
    except NoPassage:
        assume(False)
        return
    for now in (text, more + text, text + more):
        place = find_again(now, known)
        assert place.span is not None
        assert now[place.span.start : place.span.end] == known.quote


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("staff   TRAINING\nwas", "Staff training was"),
        ("2022.", "2022."),
        ("lizards", None),
        ("  \n ", None),
        ("x" * 5000, None),
    ],
)
def test_pasted_words_are_found_whatever_their_lines(typed: str, words: str | None) -> None:
    span = find_words(BEFORE, typed)
    assert (BEFORE[span.start : span.end] if span else None) == words
