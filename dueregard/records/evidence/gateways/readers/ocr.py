"""Recognises the words on a picture with Tesseract, one thread of it, and says where they stand and how sure it is.

Which pages need it is decided by `rules/documents/usable_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.programs import run
from dueregard.rules.documents.dither import is_dithered, softened
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, RecognisedWord, TextSource, Word
from dueregard.rules.text.readable_text import clean

_PROGRAM = "tesseract"
# Below this a page may lie on its side; it is worth the time to ask.
_DOUBTFUL = 60.0
_SECONDS_TO_ASK = 60.0
_TURN = re.compile(rb"^Rotate: (\d+)$", re.MULTILINE)
_TURNED = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised; places are in points on the picture as it is shown."""

    text: str
    words: tuple[Word, ...]
    confidence: float | None
    reason: Reason | None = None  # a language that was asked for is missing

    @property
    def read_surely(self) -> float:
        """How much was read, each sign as far as it is sure."""
        return (self.confidence or 0.0) * sum(len(word.text) for word in self.words)


def page_of_picture(number: int, picture: Image.Image, dpi: float, file: Opened, *, written: str = "") -> ReadPage:
    """Return the page that a picture shows. What was `written` on it stands when nothing can be recognised."""
    width, height = (side * 72 / dpi for side in picture.size)
    source = TextSource.TEXT if written else TextSource.NONE
    if not file.options.recognises_words or is_blank(picture):
        return ReadPage(number, written, source, width=width, height=height)
    try:
        found = recognise(picture, dpi, file)
    except CouldNotRead as refusal:
        return ReadPage(number, written, source, width=width, height=height, reason=refusal.reason)
    if not found.words:
        return ReadPage(number, written, source, width=width, height=height, reason=found.reason)
    return ReadPage(
        number, found.text, TextSource.OCR, confidence=found.confidence, width=width, height=height,
        words=found.words, reason=found.reason,
    )  # fmt: skip


def is_blank(picture: Image.Image) -> bool:
    """Tell whether a picture shows one shade only."""
    darkest, lightest = picture.getextrema()
    return bool(darkest == lightest)


def recognise(picture: Image.Image, dpi: float, file: Opened) -> Recognised:
    """Return the words on a grey picture, upright or not. Raises: CouldNotRead"""
    known = languages_known(file.folder, file.seconds, file.options.languages)
    wanted = [language for language in file.options.languages if language in known]
    if not wanted:
        raise CouldNotRead(Reason.NO_LANGUAGE, ", ".join(file.options.languages))
    reason = None if len(wanted) == len(file.options.languages) else Reason.NO_LANGUAGE
    best = _recognised(picture, dpi, wanted, file, reason)
    if is_dithered(picture):  # a few words may be read surely all the same; and print beside a picture of dots is worse
        soft = softened(picture)
        best_soft = _recognised(soft, dpi, wanted, file, reason)
        if best_soft.read_surely > best.read_surely:
            best, picture = best_soft, soft
    if (best.confidence or 0) < _DOUBTFUL and "osd" in known:
        turn = _turn(picture, dpi, file)
        if turn:
            turned = _recognised(picture.transpose(_TURNED[turn]), dpi, wanted, file, reason)
            if (turned.confidence or 0) > (best.confidence or 0):
                return _turned_back(turned, turn, *(side * 72 / dpi for side in picture.size))
    return best


# Asked once, before readers are forked, and again only for what was not there then.
_known: set[str] = set()


def languages_known(folder: Path, seconds: float, wanted: Sequence[str]) -> frozenset[str]:
    """Return the languages whose data this server has, as far as is known. Raises: CouldNotRead"""
    if not _known.issuperset(wanted):
        said = run([_PROGRAM, "--list-langs"], seconds=seconds, folder=folder)
        _known.update(set(said.decode("utf-8", "replace").split("\n")[1:]) - {""})
    return frozenset(_known)


def learn_languages(folder: Path) -> None:
    """Ask which languages there are, for all readers that are forked later. Without Tesseract each says so itself."""
    with suppress(CouldNotRead):
        languages_known(folder, _SECONDS_TO_ASK, ("osd", "eng"))


def _recognised(
    picture: Image.Image, dpi: float, languages: list[str], file: Opened, reason: Reason | None
) -> Recognised:
    said = _asked(picture, dpi, file, "-l", "+".join(languages), "-c", "tessedit_create_tsv=1")
    rows = list(_rows(said.decode("utf-8", "replace")))
    lines = []
    for (block, paragraph, _), group in groupby(rows, key=lambda row: row.line):
        lines.append((block, paragraph, " ".join(row.text for row in group)))
    text = ""
    for place, line in enumerate(lines):
        is_same = place and lines[place - 1][:2] == line[:2]
        text += ("\n" if is_same else "\n\n" if place else "") + line[2]
    scale = 72 / dpi
    words = tuple(_word(row, scale) for row in rows)
    signs = sum(len(row.text) for row in rows)
    confidence = round(sum(row.confidence * len(row.text) for row in rows) / signs, 1) if signs else None
    return Recognised(text, words, confidence, reason)


@dataclass(frozen=True, slots=True)
class _Row:
    line: tuple[int, int, int]  # block, paragraph, line
    box: tuple[int, int, int, int]
    confidence: float
    text: str


def _rows(table: str) -> Iterator[_Row]:
    """Yield the words of Tesseract's table: level 5 of its twelve columns."""
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5":
            continue
        text = "".join(clean(cells[11]).split())
        if text:
            left, top, width, height = map(int, cells[6:10])
            line = int(cells[2]), int(cells[3]), int(cells[4])
            yield _Row(line, (left, top, left + width, top + height), max(0.0, float(cells[10])), text)


def _word(row: _Row, scale: float) -> Word:
    left, top, right, bottom = (round(side * scale, 1) for side in row.box)
    return RecognisedWord.surely(Word(row.text, left, top, right, bottom), row.confidence)


def _turn(picture: Image.Image, dpi: float, file: Opened) -> int:
    """Return by how many degrees the picture must be turned clockwise to stand upright, as far as can be told."""
    try:
        found = _TURN.search(_asked(picture, dpi, file, "--psm", "0"))
    except CouldNotRead:  # too few signs to tell
        return 0
    degrees = int(found.group(1)) if found else 0
    return degrees if degrees in _TURNED else 0


def _turned_back(found: Recognised, turn: int, width: float, height: float) -> Recognised:
    """Move the places of words found on the turned picture to where they are on the picture as it is shown."""
    words = []
    for word in found.words:
        if turn == 90:
            box = word.top, height - word.right, word.bottom, height - word.left
        elif turn == 180:
            box = width - word.right, height - word.bottom, width - word.left, height - word.top
        else:
            box = width - word.bottom, word.left, width - word.top, word.right
        left, top, right, bottom = (round(side, 1) for side in box)
        words.append(RecognisedWord.surely(Word(word.text, left, top, right, bottom), word.sure))
    return Recognised(found.text, tuple(words), found.confidence, found.reason)


def _asked(picture: Image.Image, dpi: float, file: Opened, *choices: str) -> bytes:
    """Return what Tesseract says of a grey picture. Raises: CouldNotRead

    It takes a plain, unpacked file most quickly: from its standard input it reads sign by sign.
    """
    shown = file.folder / "shown.pgm"
    try:
        with shown.open("wb") as written:
            written.write(b"P5 %d %d 255\n" % picture.size)
            written.write(picture.tobytes())
        command = [_PROGRAM, str(shown), "stdout", "--dpi", str(round(dpi)), *choices]
        return run(command, seconds=file.seconds, folder=file.folder)
    except OSError as fault:  # a full disk says nothing of the page
        raise CouldNotRead(Reason.CRASHED, f"temporary folder: {type(fault).__name__}") from fault
    finally:
        shown.unlink(missing_ok=True)
