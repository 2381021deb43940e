"""What a public copy lost: the words of a page of the original beside those of the copy, as lines that stay or go.

The copy's words are recognised anew from pixels, so a letter misread here and there is no loss and no gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from dueregard.rules.redaction.same_words import pieces

MOST_WORDS = 20_000  # of one page, or of a whole document that was set anew
FEW_WORDS = 2_000  # beyond these, words that stand everywhere are no landmarks
NOT_COMPARED = "[The comparison stops here. Read the rest of the copy next to the original.]"
_ALIKE = 0.6  # of two words: one was misread, not taken out


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow one another and share a fate."""

    kind: Kind
    words: str


def difference(original: str, copy: str) -> list[Piece]:
    """Return the original's words in order, and between them what only the copy has."""
    before, after = original.split(), copy.split()
    rest = max(len(before), len(after)) > MOST_WORDS
    before, after = before[:MOST_WORDS], after[:MOST_WORDS]
    keys = [_key(word) for word in before], [_key(word) for word in after]
    matcher = SequenceMatcher(None, *keys, autojunk=max(map(len, keys)) > FEW_WORDS)
    found: list[Piece] = []
    for what, start, end, copy_start, copy_end in matcher.get_opcodes():
        gone, new = before[start:end], after[copy_start:copy_end]
        if what == "equal" or _misread(gone, new):
            found.append(Piece(Kind.SAME, " ".join(gone)))
            continue
        found += [Piece(Kind.GONE, " ".join(gone))] if gone else []
        found += [Piece(Kind.NEW, " ".join(new))] if new else []
    return _joined(found) + ([Piece(Kind.NEW, NOT_COMPARED)] if rest else [])


def words_lost(difference_of_pages: Sequence[Sequence[Piece]]) -> int:
    """Return how many words of the original the copy does not show."""
    return sum(len(piece.words.split()) for page in difference_of_pages for piece in page if piece.kind is Kind.GONE)


def _key(word: str) -> str:
    return "".join(pieces(word)) or word


def _misread(gone: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether the same words stand there, read a little differently."""
    one, other = "".join(map(_key, gone)), "".join(map(_key, new))
    return bool(one and other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _joined(found: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].kind is piece.kind:
            joined[-1] = Piece(piece.kind, f"{joined[-1].words} {piece.words}")
        else:
            joined.append(piece)
    return joined
