"""Compares two short texts word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s*(?:\w+|[^\w\s]+)")
TOO_UNLIKE = 0.35  # below this, old and new stand beside each other instead of being mixed word by word


class Change(StrEnum):
    """What became of a passage, or of words in it."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went."""

    change: Change
    words: str


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of two texts in pieces, the old ones before the new ones wherever they differ."""
    was, now = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if was and now and matcher.ratio() < TOO_UNLIKE:
        return Piece(Change.GONE, old.strip()), Piece(Change.NEW, new.strip())
    pieces: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece(Change.SAME, "".join(now[c:d])))
            continue
        if b > a:
            pieces.append(Piece(Change.GONE, "".join(was[a:b])))
        if d > c:
            pieces.append(Piece(Change.NEW, "".join(now[c:d])))
    return tuple(pieces)
