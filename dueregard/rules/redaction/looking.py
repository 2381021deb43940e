"""What a person must look at before a copy can be ready, and what of it somebody has looked at.

A near form of a marked word may be the name, misread; on a line that was hardly recognised a name may stand that nobody
finds. Each such place is shown with its picture. It is settled when it is covered, or when a person said that it is
something else. Places are in points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dueregard.rules.documents.page_words import lines_of
from dueregard.rules.documents.reading import CERTAIN, Word
from dueregard.rules.redaction.marks import Rectangle
from dueregard.rules.redaction.near_words import Sought, form_of
from dueregard.rules.redaction.same_words import Spoken

LINE = ""  # the phrase of a place that is there because its line was hardly recognised
ITSELF = "the words themselves"
HARDLY = "recognised badly"
# Tesseract's own word confidences: below the first a line is as good as unread, below the second one word of it is.
SURE_LINE = 70.0
SURE_WORD = 40.0
_LETTERS_THAT_TELL = 3
_HALF, _NEARLY_ALL = 0.5, 0.95


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a page to look at: for which phrase, what was read there, how it is near."""

    phrase: str
    form: str  # what was read there, folded
    said: str
    how: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept with a copy."""
        return asdict(self)

    @property
    def has_picture(self) -> bool:
        """Tell whether it is known where on the page it is."""
        return self.right > self.left and self.bottom > self.top

    @property
    def box(self) -> Word:
        """Return the rectangle as a word."""
        return Word(self.said, self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True)
class Looked:
    """A person looked at a place, and it is not the phrase; `form` everywhere, if there is no page."""

    phrase: str
    form: str
    page: int | None = None
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def settles(self, place: Place) -> bool:
        """Tell whether this place has been looked at, for this phrase."""
        if self.phrase != place.phrase or place.how == ITSELF:
            return False
        if self.page is None:
            return self.form == place.form
        return self.page == place.page and _lies_in(place.box, self.left, self.top, self.right, self.bottom)


def _lies_in(box: Word, left: float, top: float, right: float, bottom: float, *, share: float = _HALF) -> bool:
    """Tell whether so much of a box lies in another: half of it does where two readings saw the same letters."""
    across = min(box.right, right) - max(box.left, left)
    down = min(box.bottom, bottom) - max(box.top, top)
    area = (box.right - box.left) * (box.bottom - box.top)
    return across > 0 and down > 0 and across * down >= share * area


def is_within(box: Word, words: Iterable[Word]) -> bool:
    """Tell whether words take more than half of a box."""
    taken = 0.0
    for word in words:
        across = min(box.right, word.right) - max(box.left, word.left)
        down = min(box.bottom, word.bottom) - max(box.top, word.top)
        taken += across * down if across > 0 and down > 0 else 0.0
    return taken > _HALF * (box.right - box.left) * (box.bottom - box.top)


def near_on(page: int, spoken: Spoken, sought: Sought, *, also_itself: bool = False) -> list[Place]:
    """Return the places of a page that are near a phrase; with `also_itself`, where it stands, too."""
    found = [_place(sought.phrase, one.words, one.how.value, page) for one in sought.places(spoken)]
    if also_itself:
        found += [_place(sought.phrase, words, ITSELF, page) for words in spoken.places(sought.phrase)]
    return found


def doubtful_on(page: int, words: Sequence[Word]) -> list[Place]:
    """Return the lines of a page that were hardly recognised, each whole."""
    return [_place(LINE, [line], HARDLY, page) for line in _lines(words)]


def _lines(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for line in lines_of(words):
        inside = [word for word in words if _lies_in(word, line.left, line.top, line.right, line.bottom)]
        if is_doubtful(inside):
            found.append(line)
    return found


def is_doubtful(words: Sequence[Word]) -> bool:
    """Tell whether words of one line were hardly recognised: all of them, or one that may be a name."""
    telling = [word for word in words if sum(sign.isalnum() for sign in word.text) >= _LETTERS_THAT_TELL]
    if not telling or all(word.sure >= CERTAIN for word in telling):
        return False
    letters = sum(len(word.text) for word in telling)
    mean = sum(word.sure * len(word.text) for word in telling) / letters
    return mean < SURE_LINE or min(word.sure for word in telling) < SURE_WORD


def _place(phrase: str, words: Sequence[Word], how: str, page: int) -> Place:
    return Place(
        phrase, form_of(words), " ".join(word.text for word in words), how, page,
        min(word.left for word in words), min(word.top for word in words),
        max(word.right for word in words), max(word.bottom for word in words),
    )  # fmt: skip


def still_to_look_at(places: Iterable[Place], covered: Sequence[Rectangle], looked: Sequence[Looked]) -> list[Place]:
    """Return which of a page's places are neither covered nor looked at, each once for a phrase."""
    left: list[Place] = []
    for place in places:
        # Words that are still read are not covered, though a box reaches over half of where they were read.
        share = _NEARLY_ALL if place.how == ITSELF else _HALF
        if any(_lies_in(place.box, one.left, one.top, one.right, one.bottom, share=share) for one in covered):
            continue
        if any(one.settles(place) for one in looked):
            continue
        if not place.has_picture:
            if not any((one.phrase, one.form) == (place.phrase, place.form) for one in left):
                left.append(place)
            continue
        known = (one for one in left if one.phrase == place.phrase and one.page == place.page)
        if not any(_lies_in(place.box, one.left, one.top, one.right, one.bottom) for one in known):
            left.append(place)
    return left
