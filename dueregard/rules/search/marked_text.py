"""Where in a text stands what was searched for, and the short passage that shows it best.

Whether two words are forms of one is asked of the caller's `stem`, so that what is marked is what the index found.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from dueregard.rules.search.families import others_of
from dueregard.rules.search.forms import Window, compare, spellings
from dueregard.rules.search.letters import UNCOMPARED
from dueregard.rules.search.query import Beginning, Phrase, Word

WIDTH = 260  # signs of a passage
MOST_READ = 2_000_000  # signs of a text that are looked through
MOST_PLACES = 400
_BETWEEN = " \0 "  # no word goes on over it, and no phrase
SAME_START = 3  # letters that the forms of a word share when its stem is longer: “cry” and “cries” share fewer

Sought = Word | Phrase | Beginning


class Folds(dict[int, str]):
    """Each sign as it is compared, for `str.translate`: small plain letters, or a space for what is no letter.

    `letters` returns what the index makes of one sign; nothing when it is no letter and no digit.
    """

    def __init__(self, letters: Callable[[str], str]) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, code: int) -> str:
        """Ask for a sign once."""
        sign = chr(code)
        self[code] = plain = self._letters(sign) or ("" if sign in UNCOMPARED else " ")
        return plain


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; marked where it is what was searched for."""

    text: str
    is_marked: bool = False


class Prepared:
    """A text made ready to be asked for one thing after the other: it is read and folded once for all of them."""

    def __init__(self, text: str, folds: Folds) -> None:
        self.compared = compare(text[:MOST_READ])
        self.plain = self.compared.text.translate(folds)
        self.windows = tuple(self.compared.windows()) if self.compared.forms else ()
        # Every other spelling among its neighbours, in one text, so that a search goes through all of them at once.
        folded = [window.text.translate(folds) for window in self.windows]
        self.beside = _BETWEEN.join(folded)
        self.begins = list(accumulate((len(each) + len(_BETWEEN) for each in folded), initial=0))

    def window_at(self, place: int) -> Window:
        """Return the window that stands at a place of `beside`."""
        return self.windows[bisect_right(self.begins, place) - 1]


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    which: int  # of the things sought


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One thing sought: what is looked for first, how it goes on from there, and the stem it must have, if any."""

    start: str
    pattern: re.Pattern[str]
    stem: str


class Marker:
    """Marks one search in many texts. `folds` compares letters, `stem` returns the common form of a word's forms.

    A word without a stem is none to the index, and is left out.
    """

    def __init__(self, sought: Iterable[Sought], stem: Callable[[str], str], folds: Folds) -> None:
        self._stem, self._folds = stem, folds
        self._wanted = [
            (which, wanted)
            for which, one in enumerate(dict.fromkeys(sought))
            for words in self._ways(one)
            for wanted in _wanted(one, words, stem)
        ]

    def passage(self, text: str) -> tuple[Piece, ...]:
        """Return the stretch that shows the most of what was sought, or the beginning of the text."""
        places = self._places(text)
        first, last = _window(places)
        start, end = _whole_words(text, first, last)
        return _pieces(text, start, end, places)

    def is_in(self, text: str | Prepared) -> bool:
        """Tell whether anything of what was sought stands in a text. Stops at the first."""
        text = Prepared(text, self._folds) if isinstance(text, str) else text
        if any(next(self._of_one(text.plain, which, wanted), None) for which, wanted in self._wanted):
            return True
        if not text.windows:
            return False
        return any(
            self._is_seen_in(text.window_at(place.start), text)
            for which, wanted in self._wanted
            for place in self._of_one(text.beside, which, wanted, most=len(text.beside))
        )

    def _is_seen_in(self, window: Window, text: Prepared) -> bool:
        """Tell whether what was sought touches the other spelling itself, not only its neighbours."""
        return any(text.compared.original_of(window, one.start, one.end) for one in self._as_compared(window.text))

    def whole(self, text: str) -> tuple[Piece, ...]:
        """Return the whole text with everything that was sought marked."""
        return _pieces(text, 0, len(text), self._places(text))

    def _places(self, text: str) -> list[_Place]:
        compared = compare(text[:MOST_READ])
        places = self._as_compared(compared.text)
        if compared.forms:
            places = [_Place(*compared.original(one.start, one.end), one.which) for one in places]
            for window in compared.windows():
                for one in self._as_compared(window.text):
                    if at := compared.original_of(window, one.start, one.end):
                        places.append(_Place(*at, one.which))
        return sorted(places, key=lambda place: (place.start, -place.end))

    def _as_compared(self, text: str) -> list[_Place]:
        """Return the places in a text that is spelled as texts are compared."""
        plain = text.translate(self._folds)
        places = [place for which, wanted in self._wanted for place in self._of_one(plain, which, wanted)]
        if not text.isascii() and any(len(self._folds[ord(sign)]) != 1 for sign in set(text)):  # two letters, or none
            ends = list(accumulate((len(self._folds[ord(sign)]) for sign in text), initial=0))
            places = [_Place(_sign_at(ends, one.start), _sign_at(ends, one.end), one.which) for one in places]
        return places

    def _ways(self, one: Sought) -> Iterable[list[str]]:
        """Return the lists of words that its spellings are."""
        ways = spellings(one.text, is_word=isinstance(one, Word), is_unfinished=isinstance(one, Beginning))
        found = (tuple(filter(self._stem, way.translate(self._folds).split())) for way in ways)
        return [list(words) for words in dict.fromkeys(found) if words]

    def _of_one(self, plain: str, which: int, wanted: _Wanted, most: int = MOST_PLACES) -> Iterator[_Place]:
        """Yield where one thing stands. Finding its beginning first is far quicker than a pattern alone."""
        at, left = plain.find(wanted.start), most
        while at >= 0 and left:
            match = None if at and plain[at - 1] != " " else wanted.pattern.match(plain, at)
            if match and (not wanted.stem or self._stem(match.group()) == wanted.stem):
                yield _Place(at, match.end(), which)
                left -= 1
            at = plain.find(wanted.start, match.end() if match else at + 1)


def _wanted(one: Sought, words: list[str], stem: Callable[[str], str]) -> Iterator[_Wanted]:
    exact = " +".join(re.escape(word) for word in words)
    if isinstance(one, Beginning):
        yield _Wanted(words[0], re.compile(rf"{exact}[^ ]*"), "")
    elif isinstance(one, Word) and len(words) == 1:
        common = stem(words[0])
        start = words[0][: SAME_START if len(common) > SAME_START else 1]
        yield _Wanted(start, re.compile(rf"{re.escape(start)}[^ ]*"), common)
        for other in others_of(words[0]):
            yield _Wanted(other, re.compile(rf"{re.escape(other)}(?![^ ])"), "")
    else:
        yield _Wanted(words[0], re.compile(rf"{exact}(?![^ ])"), "")


def _sign_at(ends: list[int], place: int) -> int:
    """Return which sign of a text stands at a place among its letters as they are compared."""
    return bisect_right(ends, place) - 1


def _window(places: list[_Place]) -> tuple[int, int]:
    """Return where the passage begins and ends: around the places that hold the most different things."""
    if not places:
        return 0, WIDTH
    best, best_at, left = 0, 0, 0
    inside: dict[int, int] = {}
    for right, place in enumerate(places):
        inside[place.which] = inside.get(place.which, 0) + 1
        while places[left].start < place.end - WIDTH * 3 // 4 and left < right:
            gone = places[left].which
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        if len(inside) > best:
            best, best_at = len(inside), left
    start = max(places[best_at].start - WIDTH // 4, 0)
    return start, start + WIDTH


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends to where no word is cut, as far as that is near."""
    if start and (space := text.find(" ", start, start + 40)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", max(end - 40, start), end)) >= 0:
        end = space
    return start, min(end, len(text))


def _pieces(text: str, start: int, end: int, places: list[_Place]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for place in places:
        if place.start < at or place.end > end:
            continue
        if place.start > at:
            pieces.append(Piece(text[at : place.start]))
        pieces.append(Piece(text[place.start : place.end], is_marked=True))
        at = place.end
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
