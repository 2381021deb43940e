"""What reading a document yields: pages, files inside it, hidden data, or a named reason. Pure values, no reader.

Readers make these, inside a limited process; `records/evidence` writes them down. The codes are kept in rows: a code,
once shipped, keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, overload


class TextSource(StrEnum):
    """Where a page's text comes from."""

    TEXT = "text"  # the file's own characters
    OCR = "ocr"  # recognised from the page's picture
    TRANSCRIPT = "transcript"  # recognised from speech
    NONE = "none"  # the page has no words


class Reason(StrEnum):
    """Why a file, or a page of it, could not be read. Each has its sentence in `REASONS`."""

    PASSWORD = "password"  # noqa: S105 (a reason, no password)
    DAMAGED = "damaged"
    EMPTY = "empty"
    UNKNOWN_KIND = "unknown_kind"
    OLD_FORMAT = "old_format"
    TOO_LONG = "too_long"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_LARGE = "too_large"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    EXPANDS = "expands"
    PAGE_TOO_BIG = "page_too_big"
    NO_PROGRAM = "no_program"
    NO_LANGUAGE = "no_language"
    CRASHED = "crashed"
    MISSING = "missing"
    NO_WORDS = "no_words"
    NOT_DRAWN = "not_drawn"
    ERASED = "erased"


REASONS = {
    Reason.PASSWORD: "It is locked with a password.",
    Reason.DAMAGED: "It is damaged, or is not really the kind of file it says it is.",
    Reason.EMPTY: "It is empty.",
    Reason.UNKNOWN_KIND: "This site cannot read files of this kind.",
    Reason.OLD_FORMAT: "It is in an old format that this site cannot read.",
    Reason.TOO_LONG: "Reading it took too long.",
    Reason.TOO_MUCH_MEMORY: "Reading it needed more memory than we allow for one file.",
    Reason.TOO_LARGE: "It is larger than we allow for one file.",
    Reason.TOO_MUCH_TEXT: "It holds more text than we keep of one document. The pages before that are here.",
    Reason.TOO_DEEP: "It is inside too many layers of other files.",
    Reason.TOO_MANY: "It contains more files than we can take out of one.",
    Reason.EXPANDS: "It would unpack to far more than its size suggests.",
    Reason.PAGE_TOO_BIG: "The page is too large to draw.",
    Reason.NO_PROGRAM: "The program that reads it is not installed on this server.",
    Reason.NO_LANGUAGE: "The language data needed to recognise its words is not installed on this server.",
    Reason.CRASHED: "The program that reads it crashed.",
    Reason.MISSING: "The stored file is missing.",
    Reason.NO_WORDS: "No words can be seen in it, but it is not empty.",
    Reason.ERASED: "It was erased. Only its hash stays, in the custody log.",
    Reason.NOT_DRAWN: "Its pages have not been drawn, so nobody can tell what can be seen on them.",
}
# Reasons that may be gone at a second try, with more time or on a mended server.
WORTH_ANOTHER_TRY = {Reason.TOO_LONG, Reason.TOO_MUCH_MEMORY, Reason.CRASHED, Reason.NO_PROGRAM, Reason.NO_LANGUAGE}


CERTAIN = 100.0


class Word(NamedTuple):
    """A word and where it stands on its page, in points from the top left corner of the page as it is shown.

    On a page of sound a word is a sentence: `left` and `right` are its beginning and its end in milliseconds.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def sure(self) -> float:
        """Return how sure its recognition is, 0 to 100. What the file itself says is certain."""
        return CERTAIN


class RecognisedWord(Word):
    """A word that was recognised from a picture. Equal to the same word in the same place, however sure."""

    _sure: float = 0.0

    @property
    def sure(self) -> float:
        """Return how sure its recognition is, 0 to 100."""
        return self._sure

    @classmethod
    def surely(cls, word: Word, sure: float) -> Word:
        """Return the word with how sure it is."""
        made = cls(*word)
        made._sure = sure
        return made


class PackedWords(Sequence[Word]):
    """Words whose places are kept as whole tenths of a point, and made into words only for whoever asks."""

    __slots__ = ("_sides", "_texts")

    def __init__(self, texts: Sequence[str], sides: Sequence[int]) -> None:
        """`sides` are left, top, right and bottom of each word, one after the other. Raises: ValueError"""
        if len(sides) != 4 * len(texts):
            raise ValueError("Each word has four sides.")
        self._texts, self._sides = texts, sides

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[Word]:
        sides = [side / 10 for side in self._sides]
        return map(Word, self._texts, sides[::4], sides[1::4], sides[2::4], sides[3::4])

    @overload
    def __getitem__(self, number: int) -> Word: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Word]: ...
    def __getitem__(self, number: int | slice) -> Word | Sequence[Word]:
        return tuple(self)[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page: of a paper, a sheet, a slide, or some minutes of sound. Numbers count from 1."""

    number: int
    text: str  # NFC, no NUL, no lone surrogate
    source: TextSource
    label: str = ""  # a sheet's name, a page's own number
    confidence: float | None = None  # 0 to 100, of recognised text
    width: float | None = None  # points, as shown
    height: float | None = None
    start_ms: int | None = None  # of sound
    end_ms: int | None = None
    words: Sequence[Word] = ()
    reason: Reason | None = None  # why this page could not be read, or only in part


@dataclass(frozen=True, slots=True)
class HiddenThing:
    """Something in a file that a reader does not see on its pages."""

    channel: str  # a code of rules/hidden_data
    where: str  # in words: "sheet 2, “Referrals”, rows 14 to 90"
    count: int = 1
    sample: str = ""  # at most 200 characters, shown to the group only
    page: int | None = None


class CouldNotRead(Exception):
    """The file could not be read, or not to its end; what was yielded before stands."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(REASONS[reason])
        self.reason = reason
        self.detail = detail  # for whoever keeps the server; nothing of the content
