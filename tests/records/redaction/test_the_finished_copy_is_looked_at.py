"""A finished copy is read from its pixels: beside its black boxes too, and a box that is not black is no box."""

import os
import shutil
from pathlib import Path

import pytest

from dueregard.records.evidence.gateways.reader import ReadingOptions, read_in_child
from dueregard.records.redaction.gateways.copier import copier
from dueregard.records.redaction.gateways.copying.drawing import draw_page, open_pages
from dueregard.records.redaction.gateways.remake import NOT_READ_AGAIN, Made, remake
from dueregard.rules.documents.reading import ReadPage, Word
from dueregard.rules.redaction.forms import Form
from dueregard.rules.redaction.marks import Mark, MarkKind, Rectangle
from tests.hidden_files import PDF, pdf_of

# The middle line stands so close between two boxes that Tesseract passes over it while they are black.
CROWDED = """#set page(width: 400pt, height: 200pt, margin: 30pt)
#set text(size: 14pt)
The risk in our schools is low. Signed by Marigold

The plan was written\\ Robin Sample\\ Marigold\\ Robin Sample

The board read it."""
BLEED = 6.0  # points: how far somebody drew the boxes beyond the words


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ReadPage]:
    """Return a page on which a name stands twice, and what was read on it."""
    source = tmp_path_factory.mktemp("crowded") / "crowded.pdf"
    source.write_bytes(pdf_of(CROWDED))
    options = ReadingOptions(recognises_words=False)
    (page,) = [
        one
        for one in read_in_child(source, name=source.name, options=options, seconds=600)
        if isinstance(one, ReadPage)
    ]
    return source, page


def box_over(words: list[Word], bleed: float = BLEED) -> Mark:
    """Return a rectangle that somebody drew over neighbouring words, without what they say."""
    top, bottom = min(word.top for word in words) - bleed, max(word.bottom for word in words) + bleed
    return Mark(MarkKind.AREA, "person", page=1, left=words[0].left, top=top, right=words[-1].right, bottom=bottom)


def copied(source: Path, page: ReadPage, marks: list[Mark]) -> Made:
    """Make the copy and search it."""
    with copier() as child:
        return remake(
            child, source=source, kind=PDF, form=Form.PAGES, marks=marks, title="", languages=["eng"],
            pages={1: (page.width, list(page.words))}, progress=lambda done, expected: None,
        )  # fmt: skip


def test_a_name_left_unmarked_between_two_boxes_is_seen_in_the_pixels_and_refuses_the_copy(
    crowded: tuple[Path, ReadPage],
) -> None:
    source, page = crowded
    first, _ = (word for word in page.words if word.text == "Marigold")
    signed = Mark(
        MarkKind.AREA, "person", page=1, left=first.left, top=first.top, right=first.right, bottom=first.bottom,
        words="Marigold",
    )  # fmt: skip
    robin = [word for word in page.words if word.text in {"Robin", "Sample"}]
    made = copied(source, page, [signed, box_over(robin[:2]), box_over(robin[2:])])
    assert made.is_read_again
    assert {"words": "Marigold", "where": "the picture of page 1"} in made.faults


def test_a_page_whose_box_is_not_black_is_not_taken_for_covered(crowded: tuple[Path, ReadPage]) -> None:
    source, page = crowded
    robin = [word for word in page.words if word.text in {"Robin", "Sample"}][:2]
    rectangle = Rectangle(robin[0].left, robin[0].top, robin[1].right, robin[1].bottom, "person")
    pdf = open_pages(source)
    covered, bare = draw_page(pdf, 1), draw_page(pdf, 1)
    pdf.close()
    covered.cover([rectangle], {"person": "s.40"})
    (cover,) = covered.covers
    assert covered.recall([cover], is_dotted=False)
    assert not bare.recall([cover], is_dotted=False)
    half = covered.picture.resize((covered.picture.width // 2, covered.picture.height // 2))
    assert cover.on(half.size).box[2] == pytest.approx(cover.box[2] / 2, abs=1), "it follows the size of the drawing"


def test_a_copy_whose_last_reading_fails_is_refused(
    crowded: tuple[Path, ReadPage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("tesseract")
    broken = tmp_path / "tesseract"
    broken.write_text(f'#!/bin/sh\ncase "$*" in *"--psm 11"*) exit 1 ;; esac\nexec {real} "$@"\n')
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    made = copied(*crowded, [box_over([word for word in crowded[1].words if word.text == "Marigold"][:1])])
    assert not made.is_read_again
    assert [fault["where"] for fault in made.faults] == [f"page 1, {NOT_READ_AGAIN}"]


def test_without_tesseract_the_copy_is_made_and_says_that_nobody_read_its_pictures(
    crowded: tuple[Path, ReadPage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = copied(*crowded, [box_over([word for word in crowded[1].words if word.text == "Marigold"][:1])])
    assert (made.is_read_again, made.faults) == (False, [])
