"""The width of a black box does not tell how long the name below it is; what stands beside it stays."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from dueregard.records.redaction.gateways.copying.drawing import DOTS_PER_INCH, POINTS_PER_INCH, Drawn
from dueregard.records.redaction.gateways.copying.growing import STEPS
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.looking import is_within
from dueregard.rules.redaction.marks import Rectangle

SCALE = DOTS_PER_INCH / POINTS_PER_INCH
NAMES = ("Jo Fry", "Siân Llewellyn", "Aamir Qureshi", "Łukasz Wiśniewski", "Khadija Rahman")
WIDE, HIGH = 1654, 300


def covered(name: str, *, before: str = "", after: str = "", ground: str = "white") -> tuple[Image.Image, int, int]:
    """Return a line on which a name is covered, and where the black begins and ends."""
    picture = Image.new("RGB", (WIDE, HIGH), ground)
    brush, font = ImageDraw.Draw(picture), ImageFont.truetype("DejaVuSans.ttf", 34)
    start = 600.0
    end = start + brush.textlength(name, font=font)
    brush.text((start, 100), name, font=font, fill="#202020")
    brush.text((start - brush.textlength(before + " ", font=font), 100), before, font=font, fill="#202020")
    brush.text((end + brush.textlength(" ", font=font), 100), after, font=font, fill="#202020")
    drawn = Drawn(picture, SCALE)
    drawn.cover([Rectangle(start / SCALE, 100 / SCALE, end / SCALE, 142 / SCALE, "person")], {})
    (cover,) = drawn.covers
    return drawn.picture, cover.box[0], cover.box[2]


@pytest.mark.parametrize("ground", ["white", "#ffffe0", "#dddddd"])
@pytest.mark.parametrize("before", ["", "Officer:"])
def test_with_room_beside_them_names_of_one_step_have_boxes_of_one_width(before: str, ground: str) -> None:
    widths = {
        name: right - left
        for name, (_, left, right) in ((one, covered(one, before=before, ground=ground)) for one in NAMES)
    }
    step = round(STEPS[0] * SCALE)
    assert {width % step for width in widths.values()} == {0}
    assert len(set(widths.values())) == 2, "seventy points, or twice as much"


def test_what_was_read_on_paper_over_which_a_box_has_grown_is_known_to_be_black() -> None:
    """A speck may be read as a word; in the text of the copy, below black, it would be a fault that nobody can mend."""
    drawn = Drawn(Image.new("RGB", (WIDE, HIGH), "white"), SCALE)
    drawn.cover([Rectangle(200, 40, 230, 55, "person")], {})
    assert is_within(Word("ae", 240, 42, 250, 52), drawn.blacked())
    assert not is_within(Word("said", 280, 42, 300, 52), drawn.blacked()), "beside it"
    assert not is_within(Word("said", 240, 60, 250, 70), drawn.blacked()), "below it"


def test_words_beside_a_box_are_left_whole() -> None:
    bare, _, _ = covered("", before="and then", after="said that")
    for name in NAMES:
        picture, left, right = covered(name, before="and then", after="said that")
        assert picture.crop((0, 0, left, HIGH)).getcolors() == bare.crop((0, 0, left, HIGH)).getcolors()
        start = round(600 + ImageFont.truetype("DejaVuSans.ttf", 34).getlength(name))
        beside = picture.crop((start, 0, WIDE, HIGH)).convert("L").point([255 * (shade < 100) for shade in range(256)])
        assert right <= start + 10
        assert beside.getbbox() is not None


def test_a_box_grows_to_the_left_where_nothing_is_free_on_the_right() -> None:
    _, left, right = covered("Jo Fry", after="said that the panel had met again and again and so on")
    assert left < 600 - 20
    assert (right - left) % round(STEPS[0] * SCALE) == 0


def test_a_picture_that_is_covered_stays_as_large_as_it_was_marked() -> None:
    drawn = Drawn(Image.new("RGB", (WIDE, 800), "white"), SCALE)
    drawn.cover([Rectangle(100, 50, 190, 200, "person")], {})
    (cover,) = drawn.covers
    assert cover.box[2] - cover.box[0] < (90 + 4) * SCALE + 1
