"""How a scan lies is told by its words; places go upright and back; grey made of dots is told from print."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from dueregard.rules.documents.dither import is_dithered, lifted, softened
from dueregard.rules.documents.reading import Word
from dueregard.rules.documents.turned import from_upright, to_upright, turn_of
from tests.made_scans import made_scan

WIDTH, HEIGHT = 600.0, 800.0
TEXT = "the panel met again before the summer and agreed that nothing more was needed from the school office"


def lying(turn: int) -> list[Word]:
    """Return the words of three lines on a page that must be turned so far to stand upright."""
    said = TEXT.split()
    upright = [
        Word(word, 40 + 70 * (at % 6), 60 + 20 * (at // 6), 100 + 70 * (at % 6), 72 + 20 * (at // 6))
        for at, word in enumerate(said)
    ]
    return [
        Word(word.text, *from_upright((word.left, word.top, word.right, word.bottom), turn, WIDTH, HEIGHT))
        for word in upright
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_how_a_page_lies_is_told_by_its_words(turn: int) -> None:
    assert turn_of(lying(turn)) == turn


@pytest.mark.parametrize("words", [[], lying(90)[:2]])
def test_too_few_words_tell_nothing(words: list[Word]) -> None:
    assert turn_of(words) == 0


SIDE = st.floats(0, 600)


@given(st.tuples(SIDE, SIDE, SIDE, SIDE), st.sampled_from([0, 90, 180, 270]))
def test_a_place_comes_back_from_the_upright_page(box: tuple[float, float, float, float], turn: int) -> None:
    there = to_upright(box, turn, WIDTH, HEIGHT)
    assert from_upright(there, turn, WIDTH, HEIGHT) == pytest.approx(box)


@pytest.mark.parametrize(("quality", "dithered"), [("fine", False), ("standard", False), ("dithered", True)])
def test_grey_made_of_dots_is_told_from_specked_print(quality: str, dithered: bool) -> None:
    with Image.open(io.BytesIO(made_scan(1, quality, "letter").picture)) as picture:
        assert is_dithered(picture) is dithered
        if dithered:
            assert not is_dithered(softened(picture)), "softened once it is grey"


@pytest.mark.parametrize(("quality", "dithered"), [("fine", False), ("standard", False), ("dithered", True)])
def test_grey_made_of_dots_is_told_after_it_was_packed_as_a_jpeg(quality: str, dithered: bool) -> None:
    packed = io.BytesIO()
    with Image.open(io.BytesIO(made_scan(33, quality, "letter").picture)) as picture:
        picture.save(packed, "JPEG", quality=75)
    with Image.open(packed) as picture:
        assert is_dithered(picture) is dithered


def test_where_all_print_is_covered_the_grain_of_the_dots_is_white_and_one_name_is_not() -> None:
    scan = made_scan(34, "dithered", "list")
    with Image.open(io.BytesIO(scan.picture)) as opened:
        picture = opened.convert("L")
    brush = ImageDraw.Draw(picture)
    left_open, *covered = sorted(box for _, box in scan.places)
    for box in covered:
        brush.rectangle((0, box[1] * picture.height - 6, picture.width, box[3] * picture.height + 6), fill=255)
    seen = lifted(softened(picture))
    at = (
        left_open[0] * picture.width, left_open[1] * picture.height - 6,
        left_open[2] * picture.width, left_open[3] * picture.height + 6,
    )  # fmt: skip
    name = seen.crop(tuple(map(round, at)))
    assert min(name.tobytes()) < 150
    rest = seen.crop((0, round(picture.height * 0.6), picture.width, picture.height))
    assert sum(shade < 250 for shade in rest.tobytes()) < 0.001 * rest.width * rest.height


def test_a_dark_picture_of_dots_is_left_as_it_is() -> None:
    dark = Image.new("L", (60, 60), 90)
    assert lifted(dark).tobytes() == dark.tobytes()
