"""What must be looked at stays on the list until it is covered, or somebody said that it is something else."""

from dataclasses import replace

import pytest

from dueregard.rules.documents.reading import RecognisedWord, Word
from dueregard.rules.redaction.looking import (
    ITSELF,
    LINE,
    Looked,
    doubtful_on,
    is_doubtful,
    near_on,
    still_to_look_at,
)
from dueregard.rules.redaction.marks import Mark, MarkKind, Rectangle, to_look_for
from dueregard.rules.redaction.near_words import Sought
from dueregard.rules.redaction.same_words import Spoken


def row(text: str, *, top: float = 100.0, sure: float = 100.0) -> list[Word]:
    """Return the words of a line, each 40 points wide with 5 between them."""
    words = [Word(said, 50 + 45 * at, top, 90 + 45 * at, top + 10) for at, said in enumerate(text.split())]
    return words if sure == 100 else [RecognisedWord.surely(word, sure) for word in words]


PLACE = near_on(3, Spoken(row("met Tansey there")), Sought("Tansy"))[0]
BOX = (PLACE.left, PLACE.top, PLACE.right, PLACE.bottom)


def test_a_place_says_what_was_read_there_and_where() -> None:
    assert (PLACE.phrase, PLACE.said, PLACE.form, PLACE.page, BOX) == (
        "Tansy",
        "Tansey",
        "tansey",
        3,
        (95, 100, 135, 110),
    )


def test_a_place_is_left_until_it_is_covered_or_looked_at() -> None:
    assert still_to_look_at([PLACE, PLACE], [], []) == [PLACE], "once, though two readings found it"
    assert still_to_look_at([PLACE], [Rectangle(*BOX, "person")], []) == []
    assert still_to_look_at([PLACE], [Rectangle(0, 0, 100, 105, "person")], []) == [PLACE], "a corner is not the place"
    assert still_to_look_at([PLACE], [], [Looked("Tansy", "tansey", 3, *BOX)]) == []


@pytest.mark.parametrize(
    "looked",
    [
        Looked("Pansy", "tansey", 3, *BOX),
        Looked(LINE, "tansey", 3, *BOX),
        Looked("Tansy", "tansey", 4, *BOX),
        Looked("Tansy", "tansey", 3, 300, 100, 340, 110),
        Looked("Tansy", "tawsey", None),
    ],
)
def test_a_look_at_another_place_or_for_another_word_settles_nothing(looked: Looked) -> None:
    assert still_to_look_at([PLACE], [], [looked]) == [PLACE]


def test_the_words_themselves_cannot_be_said_to_be_something_else() -> None:
    itself = near_on(3, Spoken(row("met Tansy there")), Sought("Tansy"), also_itself=True)
    assert [one.how for one in itself] == [ITSELF]
    assert still_to_look_at(itself, [], [Looked("Tansy", "tansy", 3, *BOX)]) == itself


def test_words_that_are_still_read_are_listed_though_a_box_reaches_over_half_of_them() -> None:
    (itself,) = near_on(3, Spoken(row("met Tansy there")), Sought("Tansy"), also_itself=True)
    width = itself.right - itself.left
    most = Rectangle(itself.left, itself.top, itself.left + 0.6 * width, itself.bottom, "person")
    assert still_to_look_at([replace(itself, how="")], [most], []) == []
    assert still_to_look_at([itself], [most], []) == [itself], "else the copy is refused, and nobody is told where"
    assert still_to_look_at([itself], [replace(most, right=itself.right)], []) == []


def test_where_there_is_no_picture_a_form_is_looked_at_once_for_all_places() -> None:
    bare = replace(PLACE, left=0, top=0, right=0, bottom=0)
    other = replace(bare, page=9)
    assert still_to_look_at([bare, other], [], []) == [bare]
    assert still_to_look_at([bare, other], [], [Looked("Tansy", "tansey")]) == []


def test_lines_that_were_recognised_badly_are_doubtful_and_no_others() -> None:
    bad, good, certain = row("Wm Tarsv caine", sure=50), row("the plan", top=200, sure=92), row("as typed", top=300)
    assert [(one.phrase, one.said, one.top) for one in doubtful_on(1, [*bad, *good, *certain])] == [
        (LINE, "Wm Tarsv caine", 100)
    ]
    assert is_doubtful([*row("the long and good line", sure=95), *row("Tnsx", sure=20)]), "one bad word may be the name"
    assert not is_doubtful(row("— .", sure=10)), "signs name nobody"


def test_marks_say_what_is_looked_for() -> None:
    marks = [
        Mark(MarkKind.WORDS, "person", words="Griffith Tansy"),
        Mark(MarkKind.AREA, "person", page=1, words="Robin Sample, year 9"),
        Mark(MarkKind.AREA, "person", page=1, words="Avery Stays", is_only_here=True),
        Mark(MarkKind.AREA, "person", page=1, words="he said so"),
    ]
    assert to_look_for(marks)[:3] == ["Griffith Tansy", "Robin", "Sample"]
    assert not any("Avery" in one for one in to_look_for(marks))
