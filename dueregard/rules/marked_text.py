"""Where in a text stands what was searched for, and the short passage that shows it best.

Whether two words are forms of one is asked of the caller's `stem`, so that what is marked is what the index found.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dueregard.rules.search_query import Beginning, Phrase, Word

WIDTH = 260  # signs of a passage
MOST_READ = 200_000  # signs of a text that are looked through
MOST_PLACES = 400
SAME_START = 3  # letters that the forms of one word share

Sought = Word | Phrase | Beginning
# Letters with marks, as the plain letters that people type; one sign for one, so that places stay places.
_LATIN = {
    "ÀÁÂÃÄÅĀĂĄàáâãäåāăą": "a", "ÇĆĈĊČçćĉċč": "c", "ĎĐďđ": "d", "ÈÉÊËĒĔĖĘĚèéêëēĕėęě": "e", "ĜĞĠĢĝğġģ": "g",
    "ĤĦĥħ": "h", "ÌÍÎÏĨĪĬĮìíîïĩīĭįı": "i", "Ĵĵ": "j", "Ķķ": "k", "ĹĻĽŁĺļľł": "l", "ÑŃŅŇñńņň": "n",
    "ÒÓÔÕÖØŌŎŐòóôõöøōŏő": "o", "ŔŖŘŕŗř": "r", "ŚŜŞŠśŝşš": "s", "ŢŤŦţťŧ": "t", "ÙÚÛÜŨŪŬŮŰŲùúûüũūŭůűų": "u",
    "ŴẀẂẄŵẁẃẅ": "w", "ÝŶŸỲýŷÿỳ": "y", "ŹŻŽźżž": "z",
}  # fmt: skip
_FOLD = str.maketrans({sign: plain for signs, plain in _LATIN.items() for sign in signs})
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; marked where it is what was searched for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    which: int  # of the things sought


class Marker:
    """Marks one search in many texts. `stem` returns the common form of a word's forms."""

    def __init__(self, sought: Iterable[Sought], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._stems: list[str] = []  # "" where every match counts
        patterns = []
        for one in dict.fromkeys(sought):
            words = [fold(word) for word in _WORDS.findall(one.text)]
            if words:
                patterns.append(f"({_pattern(one, words)})")
                self._stems.append(stem(words[0]) if isinstance(one, Word) and len(words) == 1 else "")
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def passage(self, text: str) -> tuple[Piece, ...]:
        """Return the stretch that shows the most of what was sought, or the beginning of the text."""
        places = self._places(text)
        first, last = _window(places)
        start, end = _whole_words(text, first, last)
        return _pieces(text, start, end, places)

    def whole(self, text: str) -> tuple[Piece, ...]:
        """Return the whole text with everything that was sought marked."""
        return _pieces(text, 0, len(text), self._places(text))

    def _places(self, text: str) -> list[_Place]:
        if self._pattern is None:
            return []
        places = []
        for match in self._pattern.finditer(fold(text[:MOST_READ])):
            which = (match.lastindex or 1) - 1
            if not self._stems[which]:
                places.append(_Place(match.start(), match.end(), which))
            elif (stem := self._stem(match.group())) in self._stems:
                places.append(_Place(match.start(), match.end(), self._stems.index(stem)))
            if len(places) == MOST_PLACES:
                break
        return places


def fold(text: str) -> str:
    """Return a text with plain letters for marked ones, as long as it was."""
    return text if text.isascii() else text.translate(_FOLD)


def _pattern(one: Sought, words: list[str]) -> str:
    exact = r"[\W_]+".join(re.escape(word) for word in words)
    if isinstance(one, Beginning):
        return rf"(?<![^\W_]){exact}[^\W_]*"
    if isinstance(one, Word) and len(words) == 1:
        return rf"(?<![^\W_]){re.escape(words[0][:SAME_START])}[^\W_]*"
    return rf"(?<![^\W_]){exact}(?![^\W_])"


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
    if start:
        start = next((at + 1 for at in range(start, min(start + 40, len(text))) if text[at].isspace()), start)
    if end < len(text):
        end = next((at for at in range(end, max(end - 40, start), -1) if text[at].isspace()), end)
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
