"""A mark covers the words it names, wherever they stand, and the pixels it should."""

import pytest

from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.marks import (
    Mark,
    MarkKind,
    NothingMarked,
    Rectangle,
    must_be_gone,
    rectangle_within,
    rectangles_on,
    words_under,
)
from dueregard.rules.redaction.same_words import occurrences

LINE = [
    Word(text, 10.0 * at, 100, 10.0 * at + 9, 110)
    for at, text in enumerate(["Dear", "Robin", "Sample,", "(Robin’s)", "note"])
]


@pytest.mark.parametrize(
    ("phrase", "words", "found"),
    [
        ("robin", ["Robin", "met", "ROBIN,"], ["Robin", "ROBIN,"]),
        ("robin sample", ["Robin", "Sample", "Robin", "Other"], ["Robin Sample"]),
        ("Robin", ["Robin’s", "Robins", "Robinson"], ["Robin’s", "Robins"]),
        ("Marigold", ["Mari-", "gold"], ["Mari- gold"]),
        ("Marigold", ["M", "a", "r", "i", "g", "o", "l", "d"], ["M a r i g o l d"]),
        ("robin@northport.example", ["<Robin@Northport.example>"], ["<Robin@Northport.example>"]),
        ("Marigold", ["MarigoldExample", "smarigold@x", "golden"], ["MarigoldExample", "smarigold@x"]),
        ("Robin Sample", ["robinsample99"], ["robinsample99"]),
        ("", ["Robin"], []),
        ("...", ["Robin"], []),
    ],
)
def test_every_place_of_a_phrase_is_found(phrase: str, words: list[str], found: list[str]) -> None:
    placed = [Word(text, at, 0, at + 1, 1) for at, text in enumerate(words)]
    assert [" ".join(word.text for word in place) for place in occurrences(placed, phrase)] == found


def test_marked_words_become_a_rectangle_each_time() -> None:
    marks = [Mark(MarkKind.WORDS, "person", words="Robin"), Mark(MarkKind.AREA, "safety", page=2, right=5, bottom=5)]
    assert [(one.left, one.reason) for one in rectangles_on(1, marks, LINE)] == [(10, "person"), (30, "person")]
    assert [one.reason for one in rectangles_on(2, marks, [])] == ["safety"]


def test_what_lies_under_a_rectangle_is_read_and_must_be_gone_unless_it_may_stay_elsewhere() -> None:
    under = words_under(9, 99, 30, 111, LINE)
    assert under == "Robin Sample,"
    mark = Mark(MarkKind.AREA, "person", page=1, right=30, bottom=111, words=under)
    assert must_be_gone([mark]) == ["Robin", "Sample"]
    assert must_be_gone([Mark(MarkKind.AREA, "person", page=1, words=under, is_only_here=True)]) == []


@pytest.mark.parametrize("given", [(10, 20, 30, 40), (30, 40, 10, 20), (30, 20, 10, 40)])
def test_a_rectangle_is_the_same_from_whichever_corner_it_is_drawn(given: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = given
    made = rectangle_within(left=left, top=top, right=right, bottom=bottom, width=100, height=100)
    assert made == (10, 20, 30, 40)


@pytest.mark.parametrize("given", [(10, 10, 10.5, 40), (120, 10, 140, 40), (-9, -9, 0, 0), (float("nan"), 0, 9, 9)])
def test_a_rectangle_that_covers_nothing_is_refused(given: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = given
    with pytest.raises(NothingMarked):
        rectangle_within(left=left, top=top, right=right, bottom=bottom, width=100, height=100)


def test_the_pixels_are_a_little_more_than_the_rectangle_and_never_beyond_the_picture() -> None:
    assert Rectangle(10, 10, 20, 20, "").pixels(2, 1000, 1000) == (17, 17, 44, 44)
    assert Rectangle(-5, 0, 9999, 9999, "").pixels(2, 100, 80) == (0, 0, 100, 80)
