"""Words that are turned against the others of a page are whole words, so that whoever looks for a name finds it."""

import math
from collections.abc import Iterator, Sequence

import pypdfium2
import pytest

from dueregard.rules.documents.pdf_words import PageText, PlacedWords

# Helvetica, in thousandths of its size. Source: Adobe Core 14 AFM files.
WIDTHS = {
    " ": 278, "M": 833, "T": 667, "a": 556, "d": 556, "e": 556, "g": 556, "i": 222, "k": 500, "l": 222, "n": 556,
    "o": 556, "r": 333, "s": 500, "y": 500,
}  # fmt: skip
NAME = "Marigold Tansy asked"
PIECES = ("M", "ari", "g", "old ", "T", "ansy", " a", "sked")  # as programs draw it to kern the letters
PROSE = [("The council answered the whole of the request in May", 0, 50.0, 550.0 - 20 * line) for line in range(4)]
Drawn = tuple[str, int, float, float]  # what, turned by how many degrees, and where from


def pdf_of(drawn: list[Drawn]) -> bytes:
    orders = "".join(
        f"BT /F 12 Tf {math.cos(math.radians(turn)):.5f} {math.sin(math.radians(turn)):.5f} "
        f"{-math.sin(math.radians(turn)):.5f} {math.cos(math.radians(turn)):.5f} {x:.3f} {y:.3f} Tm ({words}) Tj ET\n"
        for words, turn, x, y in drawn
    )
    return (
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> "
        "endobj\n3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Contents 4 0 R /Resources "
        f"<</Font <</F 5 0 R>>>>>> endobj\n4 0 obj <</Length {len(orders)}>> stream\n{orders}\nendstream endobj\n"
        "5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\ntrailer <</Root 1 0 R>>\n"
    ).encode()


def in_pieces(turn: int, x: float, y: float, pieces: Sequence[str] = PIECES) -> Iterator[Drawn]:
    along = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    at = 0.0
    for piece in pieces:
        yield piece, turn, x + at * along[0], y + at * along[1]
        at += sum(WIDTHS[letter] for letter in piece) * 0.012


def placed(drawn: list[Drawn]) -> PlacedWords:
    with pypdfium2.PdfDocument(pdf_of(drawn)) as document:
        page = document[0]
        text = PageText(page)
        found = text.placed()
        text.close()
        page.close()
    return found


@pytest.mark.parametrize("turn", [80, 90, 100, 180, 270, 45, 315])
def test_a_name_beside_upright_words_is_whole_however_it_is_turned(turn: int) -> None:
    found = placed([*PROSE, *in_pieces(turn, 300, 250)])

    assert NAME in " ".join(found.text.split())
    assert [word.text for word in found.words][-3:] == NAME.split()
    assert "".join(word.text for word in found.words) == "".join(found.text.split())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_its_place_is_all_of_it(turn: int) -> None:
    found = placed([*PROSE, *in_pieces(turn, 300, 250)])

    word = next(word for word in found.words if word.text == "Marigold")
    long, short = (
        max(word.right - word.left, word.bottom - word.top),
        min(word.right - word.left, word.bottom - word.top),
    )
    assert 40 < long < 60
    assert 6 < short < 16
    # Where it begins: PDF counts from below, the page as shown from above.
    begins = {90: word.bottom, 180: word.right, 270: word.top}[turn]
    assert abs(begins - (300 if turn == 180 else 350)) < 5


def test_two_names_beside_one_another_are_two_lines() -> None:
    found = placed([*PROSE, *in_pieces(90, 300, 250), *in_pieces(90, 320, 250)])

    assert found.text.endswith(f"{NAME}\n{NAME}")


def test_a_name_drawn_twice_for_its_shadow_stays_whole_twice() -> None:
    found = placed([*PROSE, *in_pieces(90, 300, 250), *in_pieces(90, 301, 249)])

    assert [word.text for word in found.words].count("Marigold") == 2


def test_where_all_words_lie_those_that_stand_are_the_turned_ones() -> None:
    lying = [(words, 90, 600 - y, x) for words, _, x, y in PROSE]

    found = placed([*lying, *in_pieces(0, 400, 250)])

    assert NAME in " ".join(found.text.split())
    assert "The council answered the whole" in found.text


def test_upright_words_keep_their_lines_and_places() -> None:
    alone, beside = placed(PROSE), placed([*PROSE, *in_pieces(90, 300, 250)])

    assert beside.text.startswith(alone.text)
    assert beside.words[: len(alone.words)] == alone.words


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_name_of_which_each_letter_is_drawn_by_itself_is_whole(turn: int) -> None:
    found = placed([*PROSE, *in_pieces(turn, 300, 250, NAME)])

    assert [word.text for word in found.words][-3:] == NAME.split()
