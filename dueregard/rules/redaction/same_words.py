"""When are two words the same to somebody who looks for them? Case, accents, hyphens and spacing do not count.

Used to find every occurrence that is to be marked, and to search a finished copy for what should be gone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from dueregard.rules.documents.reading import Word

_PIECES = re.compile(r"[^\W_]+")
_ENDINGS = ("", "s", "es")
# A longer word is found inside another, too (an account's name, two names run together); a shorter one stands in others
# by chance: “Ann” in “planned”.
LONG_ENOUGH_INSIDE = 6
_DIGITS_OF_A_NOTE = 3
_CUT_ANYWHERE = 4  # letters; shorter words are found only as they stand
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def folded(text: str) -> str:
    """Return the text without case, accents, ligatures and invisible signs."""
    bare = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold()
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def pieces(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits, folded: “O’Brien-Smith” is three."""
    return tuple(_PIECES.findall(folded(text)))


def is_piece(found: str, wanted: str, *, is_last: bool) -> bool:
    """Tell whether a piece is the wanted one; the last may stand in the plural, or with the number of a note."""
    if found == wanted:
        return True
    if not is_last or len(wanted) <= 2 or not found.startswith(wanted):
        return False
    more = found[len(wanted) :]
    return more in _ENDINGS or (len(more) <= _DIGITS_OF_A_NOTE and more.isdigit() and not wanted[-1].isdigit())


class Spoken:
    """The words of a page, folded once, so that many phrases can be looked for: `pieces`, and the word of each."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        found = [(piece, number) for number, word in enumerate(words) for piece in pieces(word.text)]
        self.pieces = [piece for piece, _ in found]
        self.numbers = [number for _, number in found]
        self._joined = "".join(self.pieces)
        self._starting: dict[str, list[int]] = {}
        for at, piece in enumerate(self.pieces):
            self._starting.setdefault(piece[0], []).append(at)

    def places(self, phrase: str) -> list[tuple[Word, ...]]:
        """Return the words of each place where it stands, also broken by a hyphen, a line, or spaces in between."""
        wanted = pieces(phrase)
        if not wanted or "".join(wanted) not in self._joined:
            return []
        found: list[tuple[Word, ...]] = []
        free_from = 0
        whole = "".join(wanted)
        inside = (
            {at for at, piece in enumerate(self.pieces) if whole in piece}
            if len(whole) >= LONG_ENOUGH_INSIDE
            else set()
        )
        for at in sorted(inside.union(self._starting.get(wanted[0][0], ()))):
            if at < free_from:
                continue
            length = 1 if at in inside else self._length_at(at, wanted)
            if length:
                numbers = dict.fromkeys(self.numbers[at : at + length])
                found.append(tuple(self.words[number] for number in numbers))
                free_from = at + length
        return found

    def _length_at(self, at: int, wanted: tuple[str, ...]) -> int:
        """Return how many pieces from here are the phrase, or 0."""
        found, last = self.pieces, len(wanted) - 1
        if at + last < len(found) and all(
            is_piece(found[at + step], piece, is_last=step == last) for step, piece in enumerate(wanted)
        ):
            return len(wanted)
        # The same letters, cut at other places: “Mari-gold”, “M a r i g o l d”.
        whole, joined = "".join(wanted), ""
        if len(whole) < _CUT_ANYWHERE:
            return 0
        for step in range(min(len(whole), len(found) - at)):
            joined += found[at + step]
            if not whole.startswith(joined):
                return 0
            if joined == whole:
                return step + 1
        return 0


def occurrences(words: Sequence[Word], phrase: str) -> list[tuple[Word, ...]]:
    """Return the words of each place where the phrase stands. For many phrases make `Spoken` once."""
    return Spoken(words).places(phrase)
