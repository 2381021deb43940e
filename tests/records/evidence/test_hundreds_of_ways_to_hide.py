"""Each way of hiding in each kind of file: nothing hidden is published unlisted, and nothing that is seen is lost.

What can be seen is judged by Tesseract on the pixels that a copy would have, and for web pages on a browser's own
picture: neither knows our rules. A piece in every run, all of them in `./run soak`.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Browser
from rapidfuzz import fuzz

from dueregard.records.redaction.gateways.copying.drawing import draw_page, open_pages
from dueregard.records.redaction.gateways.copying.recognising import SCATTERED, recognised
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import Word
from tests.records.evidence.drawings import drawn_and_read, listed
from tests.soak import so_many
from tests.ways_to_hide import AFTER, NAME, SHOWN, UNSEEN, every_way, seen_ways

pytestmark = pytest.mark.timeout(3600)
SEED = 2026
ONE_LINE = "7"
HIDDEN, SEEN = every_way(), seen_ways()
# Letters a shade from their ground: nobody reads them, Tesseract may on a browser's picture three times as large.
FAINT = tuple(f"html {way}," for way, colours in UNSEEN.items() if colours.letters != colours.ground)


def some_of(files: dict[str, tuple[Kind, bytes]], *, piece: int) -> dict[str, tuple[Kind, bytes]]:
    """Return all files, or some that are the same in every run."""
    names = random.Random(SEED).sample(sorted(files), so_many(len(files), piece=piece))
    return {name: files[name] for name in names}


def words_on(picture: Image.Image, folder: Path, *, layout: str = SCATTERED) -> str:
    """Return the words that Tesseract finds anywhere on a picture, dark on light or light on dark."""
    grey = picture.convert("L")
    said = []
    for shown in (grey, ImageOps.invert(grey)):
        shown.save(folder / "page.png")
        said += [word.text for word in recognised(folder / "page.png", scale=1.0, languages=["eng"], layout=layout)]
    return " ".join(said)


def read_by_tesseract(drawing: Path, folder: Path) -> str:
    """Return the words on the pixels of a copy made from a drawing."""
    pdf = open_pages(drawing)
    said = [words_on(draw_page(pdf, number, as_seen=True).picture, folder) for number in range(1, len(pdf) + 1)]
    pdf.close()
    return " ".join(said)


def read_closely(drawing: Path, words: Sequence[Word], folder: Path) -> str:
    """Return what Tesseract reads where these words stand: of a whole page it passes over a line in white on black."""
    pdf = open_pages(drawing)
    drawn = draw_page(pdf, 1, as_seen=True)
    pdf.close()
    sides = [min(word.left for word in words) - 2, min(word.top for word in words) - 2]
    sides += [max(word.right for word in words) + 2, max(word.bottom for word in words) + 2]
    left, top, right, bottom = (round(side * drawn.scale) for side in sides)
    line = ImageOps.autocontrast(drawn.picture.crop((left, top, right, bottom)).convert("L"))
    large = ImageOps.expand(line.resize((line.width * 2, line.height * 2)), 30, fill=line.getpixel((1, 1)))
    return words_on(large, folder, layout=ONE_LINE)


def what_is_wrong(content: bytes, kind: Kind, folder: Path, *, is_hidden: bool) -> list[str]:
    """Return what is wrong with the page, the list, the table or the pixels of a file."""
    outcome, tables, drawing = drawn_and_read(content, folder, name=f"file.{kind.name.lower()}")
    text, hidden = " ".join(outcome.text.split()), listed(outcome)
    pixels = read_by_tesseract(drawing, folder)
    wrong = [f"{words} is not on the page" for words in (SHOWN, AFTER) if words not in text]
    wrong += [f"{word} is not in the copy" for word in f"{SHOWN} {AFTER}".split() if word not in pixels]
    for word in NAME.split():
        if is_hidden:
            wrong += [f"{word} is on the page"] * (word in text) + [f"{word} is in the copy"] * (word in pixels)
            wrong += [f"{word} is in the table"] * (word in tables) + [f"{word} is not listed"] * (word not in hidden)
        else:
            wrong += [f"{word} is lost on the page"] * (word not in text)
            here = [one for page in outcome.pages for one in page.words if one.text in NAME.split()]
            closely = read_closely(drawing, here, folder) if here else ""
            # A letter that Tesseract misreads is no letter lost.
            is_read = fuzz.partial_ratio(word, f"{pixels} {closely}") >= 75
            wrong += [f"{word} is lost in the copy"] * (not is_read)
    return wrong


def test_there_are_three_hundred_of_them() -> None:
    assert len(HIDDEN) >= 300


def test_what_nobody_sees_is_listed_and_in_no_copy_and_what_is_seen_stays(tmp_path: Path) -> None:
    wrong = {}
    for number, (name, (kind, content)) in enumerate(some_of(HIDDEN, piece=16).items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        if found := what_is_wrong(content, kind, folder, is_hidden=True):
            wrong[name] = found
    assert wrong == {}


def test_what_everybody_sees_is_on_the_page_and_in_the_copy(tmp_path: Path) -> None:
    wrong = {}
    for number, (name, (kind, content)) in enumerate(some_of(SEEN, piece=4).items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        if found := what_is_wrong(content, kind, folder, is_hidden=False):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.browser
def test_a_browser_shows_of_a_web_page_what_its_drawing_shows(browser: Browser, tmp_path: Path) -> None:
    pages = {name: content for name, (kind, content) in (HIDDEN | SEEN).items() if kind is Kind.HTML}
    wrong = []
    for name in random.Random(SEED).sample(sorted(pages), so_many(len(pages), piece=2)):
        (tmp_path / "page.html").write_bytes(pages[name])
        page = browser.new_page(device_scale_factor=3)
        page.goto((tmp_path / "page.html").as_uri())
        page.screenshot(path=tmp_path / "shot.png", full_page=True)
        page.close()
        with Image.open(tmp_path / "shot.png") as picture:
            seen = words_on(picture, tmp_path)
        is_shown = all(fuzz.partial_ratio(word, seen) >= 75 for word in NAME.split())
        is_right = name.startswith(FAINT) or (name in SEEN) == is_shown
        if not is_right or not all(word in seen for word in SHOWN.split()):
            wrong.append((name, seen))
    assert wrong == []
