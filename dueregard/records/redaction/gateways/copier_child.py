"""The limited process that makes a public copy out of a stranger's file: no Django, no database, no network.

It answers one line of JSON with another, page by page, so that its parent (`copier.py`) can watch the clock and tell
how far it is. It reads the file it is told, and writes into the one folder it is given.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dueregard.foundation.work.gateways.limits import (
    allow_more_processor_time,
    cut_network,
    die_with_parent,
    set_limits,
)
from dueregard.records.redaction.gateways.copying.binding import BoundPage, bind
from dueregard.records.redaction.gateways.copying.drawing import (
    Cover,
    Drawn,
    TooLarge,
    draw_page,
    draw_picture,
    missed_by,
    open_pages,
    open_picture,
)
from dueregard.records.redaction.gateways.copying.lying import Lying, Soughts
from dueregard.records.redaction.gateways.copying.recognising import SCATTERED, NoRecognition, can_recognise, recognised
from dueregard.records.redaction.gateways.copying.searching import PDF, faults_of
from dueregard.records.redaction.gateways.copying.setting import set_pages, set_table
from dueregard.records.redaction.gateways.copying.sound import NoProgram, heard, silence
from dueregard.records.redaction.gateways.copying.unread import unread_on
from dueregard.rules.documents.page_words import lines_of
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.labels import with_labels
from dueregard.rules.redaction.looking import doubtful_on, is_within
from dueregard.rules.redaction.marks import Rectangle
from dueregard.rules.redaction.same_words import Spoken
from dueregard.rules.redaction.survivors import survivors_in_text, wanted
from dueregard.rules.visible import TooMuch, visible
from dueregard.rules.visible.blocks import taken_out
from dueregard.rules.visible.tables import blocks_from_json

MEMORY_BYTES = 2 << 30
FILE_BYTES = 2 << 30
OPEN_FILES = 64
DRAWING, TABLES = "drawing", "tables"  # as in `remake`
PROCESSOR_SECONDS = 600  # for one page or one answer
# Words found in pixels are covered and looked for anew; what is still found after so many times is refused in the end.
MOST_ROUNDS = 3
# Letters at the edge of a box that Tesseract drew too small.
_BLUR = 1.0

Answer = dict[str, Any]


class Copying:
    """One file being copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._draw: Callable[[int, float | None], Drawn] | None = None
        self._sought = Soughts()
        self._lies: dict[int, Lying] = {}  # how each page lay before it was set upright
        self._covers: dict[int, list[Cover]] = {}  # what was covered on each page, for the look at the finished copy
        self._dotted: dict[int, bool] = {}  # of which pages the grey was made of dots before anything was covered

    def open(self, *, source: str, kind: str) -> Answer:
        """Open the file; say how many pages it has."""
        if kind in {PDF, DRAWING}:
            pdf = open_pages(Path(source))
            self._draw = lambda number, _: draw_page(pdf, number, as_seen=kind == DRAWING)
            return {"pages": len(pdf)}
        picture = open_picture(Path(source).read_bytes())
        self._draw = lambda number, width: draw_picture(picture, number, width)
        # The frames of an animation are no pages; those of a fax are.
        return {"pages": getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1}

    def draw(
        self, *, page: int, width: float | None, rectangles: list[dict[str, Any]], labels: dict[str, str],
        phrases: list[list[str]], languages: list[str], near: list[str], turn: int,
        is_scan: bool,
    ) -> Answer:  # fmt: skip
        """Draw a page with what is taken out covered, and read what is left. `phrases`: words and the reason.

        It is turned by `turn` degrees first. What is nearly one of the words in `near`, or was read badly, is told.
        """
        assert self._draw is not None
        drawn = self._draw(page, width)
        lies = Lying(drawn.picture.width / drawn.scale, drawn.picture.height / drawn.scale, turn)
        drawn.turn(turn)
        path = self.folder / f"page-{page}.png"
        covered = [lies.upright(Rectangle(**one)) for one in rectangles]
        drawn.cover(covered, labels)
        words, by_looking = self._read(drawn, covered, labels, phrases, languages)
        is_read = words is not None
        if drawn.seen and not turn:
            # What the drawing is known to show is no guess, as Tesseract's reading is; that is asked of pictures only.
            words = [*drawn.seen, *missed_by(drawn.seen, words or [])]
        drawn.keep(path)
        self._covers[page], self._lies[page], self._dotted[page] = drawn.covers, lies, drawn.is_dotted
        # Boxes have grown over empty paper: a speck that was read there as a word is under black like the rest.
        black = drawn.blacked()
        seen = [
            word for word in words or () if not any(one.touches(word) for one in covered) and not is_within(word, black)
        ]
        # Where nothing was recognised there is no text at all: labels alone would pass for all that the page says.
        told = with_labels(seen, covered) if words is not None else []
        (self.folder / f"page-{page}.json").write_text(json.dumps([_row(word) for word in told]))
        size = (drawn.picture.width / drawn.scale, drawn.picture.height / drawn.scale)
        return {
            "width": size[0], "height": size[1], "is_read": is_read, "by_looking": by_looking,
            "covered": [lies.side(one) for one in covered],
            "near": lies.told(self._sought.near(page, words or [], near, also_itself=False)),
            "doubtful": lies.told(
                [*doubtful_on(page, words or []), *(unread_on(page, drawn, words or []) if is_scan else [])]
            ),
        }  # fmt: skip

    def _read(
        self, drawn: Drawn, covered: list[Rectangle], labels: dict[str, str], phrases: list[list[str]],
        languages: list[str],
    ) -> tuple[list[Word] | None, int]:  # fmt: skip
        """Read the pixels; cover what should be gone and is still to be seen, as in a picture, and read again."""
        by_looking = 0
        words: list[Word] | None = None
        path = self.folder / "reading.png"
        for _ in range(MOST_ROUNDS):
            drawn.keep_for_reading(path)
            try:
                words = recognised(path, scale=drawn.scale, languages=languages)
            except NoRecognition:
                return None, by_looking
            spoken = Spoken(words)
            more = [
                Rectangle(one.left - _BLUR, one.top - _BLUR, one.right + _BLUR, one.bottom + _BLUR, reason)
                for phrase, reason in phrases
                for place in spoken.places(phrase)
                for one in lines_of(place)
            ]
            if not more:
                break
            by_looking += len(more)
            covered += more
            drawn.cover(more, labels)
        return words, by_looking

    def bind(self, *, pages: list[list[float]], title: str, to: str) -> Answer:
        """Bind the drawn pages into a new PDF."""
        bound = (
            BoundPage(
                self.folder / f"page-{number}.png",
                width,
                height,
                tuple(Word(*row) for row in json.loads((self.folder / f"page-{number}.json").read_text())),
            )
            for number, (width, height) in enumerate(pages, start=1)
        )
        bind(bound, title=title, to=self.folder / to)
        return {}

    def keep_picture(self, *, to: str) -> Answer:
        """Make the drawn picture the copy itself: pixels in a new JPEG, nothing else."""
        with open_picture((self.folder / "page-1.png").read_bytes()) as pixels:
            pixels.save(self.folder / to, "JPEG", quality=88, optimize=True)
        return {}

    def set(self, *, source: str, kind: str, form: str, phrases: list[list[str]], title: str, to: str) -> Answer:
        """Set a new file from what a document visibly says. `phrases`: words, and what stands there instead."""
        content = Path(source).read_bytes()
        blocks = blocks_from_json(content) if kind == TABLES else visible(content, kind)
        left, count = taken_out(blocks, [(words, instead) for words, instead in phrases])
        make = set_table if form == "table" else set_pages
        make(left, title=title, to=self.folder / to)
        return {"taken": count}

    def silence(self, *, source: str, spans: list[list[int]], to: str) -> Answer:
        """Code a recording anew with spans silenced, and listen whether they are."""
        silence(Path(source), spans=[(start, end) for start, end in spans], to=self.folder / to)
        return {"faults": [{"words": "", "where": where} for where in heard(self.folder / to, spans)]}

    def search(self, *, copy: str, kind: str, gone: list[str], title: str) -> Answer:
        """Search the copy for what should be gone."""
        return {"faults": faults_of(self.folder / copy, kind, [wanted(one) for one in gone], title=title)}

    def look(self, *, page: int, gone: list[str], languages: list[str], near: list[str]) -> Answer:
        """Draw a page of the finished copy (opened before) and read its pixels once more, as scattered words.

        Whether each box is black is looked at first. For the reading they are white: beside black ones Tesseract
        misses words. The copy's bytes stay as they are.
        """
        assert self._draw is not None
        path = self.folder / "look.png"
        drawn = self._draw(page, None)
        is_covered = drawn.recall(self._covers.get(page, []), is_dotted=self._dotted.get(page))
        drawn.keep_for_reading(path)
        try:
            lies = self._lies.get(page)
            scale = drawn.picture.width / lies.size[0] if lies else drawn.scale
            words = recognised(path, scale=scale, languages=languages, layout=SCATTERED)
        except NoRecognition:
            return {
                "is_read": False,
                "is_there": can_recognise(),
                "is_covered": is_covered,
                "survivors": [],
                "near": [],
            }
        text = " ".join(word.text for word in words)
        survivors = survivors_in_text(text, [wanted(one) for one in gone])
        found = self._sought.near(page, words, near, also_itself=True)
        told = (lies or Lying(0, 0, 0)).told(found)
        return {"is_read": True, "is_there": True, "is_covered": is_covered, "survivors": survivors, "near": told}


def _row(word: Word) -> list[Any]:
    return [word.text, *(round(side, 2) for side in (word.left, word.top, word.right, word.bottom))]


def main() -> None:
    """Give up rights, then answer until nobody asks any more."""
    logging.disable(logging.CRITICAL)
    die_with_parent()
    cut_network()
    set_limits(memory=MEMORY_BYTES, open_files=OPEN_FILES, file_bytes=FILE_BYTES)
    copying: Copying | None = None
    for line in sys.stdin:
        request = json.loads(line)
        allow_more_processor_time(PROCESSOR_SECONDS)
        if copying is None:
            copying = Copying(Path(request["folder"]))
            print(json.dumps({"ready": True}), flush=True)  # noqa: T201 (the line to the parent)
            continue
        print(json.dumps(_answer(copying, request)), flush=True)  # noqa: T201


def _answer(copying: Copying, request: Answer) -> Answer:
    asked = request.pop("do")
    acts: dict[str, Callable[..., Answer]] = {
        "open": copying.open,
        "draw": copying.draw,
        "bind": copying.bind,
        "keep_picture": copying.keep_picture,
        "set": copying.set,
        "silence": copying.silence,
        "search": copying.search,
        "look": copying.look,
    }
    try:
        return acts[asked](**request)
    except TooLarge:
        return {"fault": "page_too_big"}
    except TooMuch:
        return {"fault": "too_large"}
    except NoProgram:
        return {"fault": "no_program"}
    except MemoryError:
        return {"fault": "too_much_memory"}
    except Exception as fault:  # named for the parent, without any content of the file
        return {"fault": "damaged", "detail": type(fault).__name__}


if __name__ == "__main__":
    main()
