"""Compares two versions of a text passage by passage, by their ids; words are compared by rules/text/word_diff.

Which versions there are, and who may read them, is for `parts/guide`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dueregard.rules.guide.passage_ids import Numbered
from dueregard.rules.text.word_diff import Change, Piece, diff_words


@dataclass(frozen=True, slots=True)
class PassageChange:
    """What became of one passage, with its words in pieces."""

    id: str
    change: Change
    pieces: tuple[Piece, ...]


def diff_passages(old: Sequence[Numbered], new: Sequence[Numbered]) -> tuple[PassageChange, ...]:
    """Return every passage of both versions in the order of the new one; what went stands where it was."""
    before = {one.id: one for one in old}
    after = {one.id for one in new}
    ids = [one.id for one in old if one.id in after]
    stayed = _in_order(ids, [one.id for one in new if one.id in before])
    changes: list[PassageChange] = []
    waiting = list(old)
    for one in new:
        if one.id in stayed:
            while waiting and waiting[0].id != one.id:
                changes += _gone(waiting.pop(0), after)
            waiting.pop(0)
        changes.append(_change(before.get(one.id), one, is_moved=one.id in before and one.id not in stayed))
    for left in waiting:
        changes += _gone(left, after)
    return tuple(changes)


def _change(old: Numbered | None, new: Numbered, *, is_moved: bool) -> PassageChange:
    if old is None:
        return PassageChange(new.id, Change.NEW, (Piece(Change.NEW, new.words),))
    if old.words == new.words:
        return PassageChange(new.id, Change.MOVED if is_moved else Change.SAME, (Piece(Change.SAME, new.words),))
    return PassageChange(new.id, Change.CHANGED, diff_words(old.words, new.words))


def _gone(old: Numbered, after: set[str]) -> Iterator[PassageChange]:
    if old.id not in after:
        yield PassageChange(old.id, Change.GONE, (Piece(Change.GONE, old.words),))


def _in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Return the ids that kept their order; the others moved."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {old[block.a + at] for block in blocks for at in range(block.size)}
