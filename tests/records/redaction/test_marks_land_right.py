"""A mark covers what it names on a page that is turned, cropped, or both; and no more than that."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops

from dueregard.records.evidence.gateways.reader import ReadingOptions, read_in_child
from dueregard.records.redaction.gateways.copying.drawing import TooLarge, draw_page, open_pages
from dueregard.rules.documents.reading import ReadPage, Word
from dueregard.rules.redaction.marks import Mark, MarkKind, rectangles_on
from tests.hidden_files import pdf_of

PAGE = """#set page(width: 400pt, height: 300pt, margin: (left: 90pt, top: 110pt, rest: 20pt))
#set text(size: 14pt)
One Marigold two\\ three four Marigold\\ five six seven"""


def turned_and_cropped(degrees: int, crop: tuple[int, int, int, int] | None) -> bytes:
    """Make the page, turned and cropped."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(PAGE))) as pdf:
        pdf.pages[0].Rotate = degrees
        if crop:
            pdf.pages[0].CropBox = pikepdf.Array(crop)
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize("crop", [None, (60, 40, 360, 230)], ids=["whole", "cropped"])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_marks_cover_the_words_and_leave_their_neighbours(
    tmp_path: Path, degrees: int, crop: tuple[int, int, int, int] | None
) -> None:
    source = tmp_path / "page.pdf"
    source.write_bytes(turned_and_cropped(degrees, crop))
    options = ReadingOptions(recognises_words=False)
    found = list(read_in_child(source, name="page.pdf", options=options, seconds=600))
    (page,) = [one for one in found if isinstance(one, ReadPage)]
    rectangles = rectangles_on(1, [Mark(MarkKind.WORDS, "person", words="marigold")], page.words)
    assert len(rectangles) == 2
    pdf = open_pages(source)
    before, after = draw_page(pdf, 1), draw_page(pdf, 1)
    pdf.close()
    after.cover(rectangles, {})
    changed = ImageChops.difference(before.picture, after.picture).convert("L")
    for word in page.words:
        box = pixels_of(word, after.scale)
        inside = after.picture.crop(box).convert("L").getextrema()
        if word.text == "Marigold":
            assert inside == (0, 0), "nothing of the word is left"
            assert before.picture.crop(box).convert("L").getextrema() != (255, 255), "there was ink before"
        else:
            assert changed.crop(box).getextrema() == (0, 0), f"{word.text} is as it was"


def pixels_of(word: Word, scale: float) -> tuple[int, int, int, int]:
    """Return where a word is on the drawn page."""
    return int(word.left * scale), int(word.top * scale), int(word.right * scale), int(word.bottom * scale)


def test_a_page_too_large_to_be_read_is_not_drawn(tmp_path: Path) -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(PAGE))) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 200_000, 200_000])
        pdf.save(made)
    (tmp_path / "large.pdf").write_bytes(made.getvalue())
    large = open_pages(tmp_path / "large.pdf")
    with pytest.raises(TooLarge):
        draw_page(large, 1)
    large.close()
