"""When are two words the same to somebody who looks for them? Case, accents, hyphens and spacing do not count.

Used to find every occurrence that is to be marked, and to search a finished copy for what should be gone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.rules.document_reading import Word

_PIECES = re.compile(r"[^\W_]+")
_ENDINGS = ("", "s", "es")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def folded(text: str) -> str:
    """Return the text without case, accents, ligatures and invisible signs."""
    bare = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold()
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def pieces(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits, folded: “O’Brien-Smith” is three."""
    return tuple(_PIECES.findall(folded(text)))


def is_piece(found: str, wanted: str, *, is_last: bool) -> bool:
    """Tell whether a piece is the wanted one; the last may stand in the plural."""
    return found == wanted or (is_last and len(wanted) > 2 and found in {wanted + ending for ending in _ENDINGS})


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    word: int  # which word of the page it is part of


def occurrences(words: Sequence[Word], phrase: str) -> list[tuple[Word, ...]]:
    """Return the words of each place where the phrase stands, also broken by a hyphen, a line, or spaces in between."""
    wanted = pieces(phrase)
    if not wanted:
        return []
    found = [_Piece(piece, number) for number, word in enumerate(words) for piece in pieces(word.text)]
    places: list[tuple[Word, ...]] = []
    at = 0
    while at < len(found):
        length = _length_at(found, at, wanted)
        if length:
            numbers = dict.fromkeys(piece.word for piece in found[at : at + length])
            places.append(tuple(words[number] for number in numbers))
        at += max(1, length)
    return places


def _length_at(found: list[_Piece], at: int, wanted: tuple[str, ...]) -> int:
    """Return how many pieces from here are the phrase, or 0."""
    if all(
        at + step < len(found) and is_piece(found[at + step].text, piece, is_last=step == len(wanted) - 1)
        for step, piece in enumerate(wanted)
    ):
        return len(wanted)
    # The same letters, cut at other places: “Mari-gold”, “M a r i g o l d”.
    whole, joined = "".join(wanted), ""
    if len(whole) < 4:
        return 0
    for step in range(min(len(whole), len(found) - at)):
        joined += found[at + step].text
        if not whole.startswith(joined):
            return 0
        if joined == whole:
            return step + 1
    return 0
