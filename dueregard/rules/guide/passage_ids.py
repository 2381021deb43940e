"""Decides which passage of a new version is which passage of the one before, so that an id survives edits.

What a passage is, `rules/guide/text` says. The same text first seen anywhere gets the same ids.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # none that are taken for one another
LENGTH = 5
_WORD = re.compile(r"\w+")
ALIKE = 0.5  # share of words that must agree; measured on the edits in tests/rules/guide/test_passage_ids.py


@dataclass(frozen=True, slots=True)
class Numbered:
    """A passage's id and its plain words."""

    id: str
    words: str


def passage_ids(words: Sequence[str], before: Sequence[Numbered] = (), *, given: Sequence[str] = ()) -> tuple[str, ...]:
    """Return one id for each passage's words, in order.

    `given` are the ids that the text brought with it; they hold when there is one for each passage. Else a passage
    keeps the id of the one it was made from (`before`), and a new one gets an id out of its own words.
    """
    if len(given) == len(words) and len(set(given)) == len(given):
        return tuple(given)
    kept: dict[int, str] = {}
    gaps = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, [one.words for one in before], list(words), autojunk=False
    ).get_opcodes():
        if what == "equal":
            kept |= {new_from + at: before[old_from + at].id for at in range(old_to - old_from)}
        else:
            gaps.append((range(old_from, old_to), range(new_from, new_to)))
    left_old = [at for old, _ in gaps for at in old]
    left_new = [at for _, new in gaps for at in new]
    kept |= _moved(words, before, left_old, left_new)
    left_old = [at for at in left_old if before[at].id not in set(kept.values())]
    kept |= _reworded(words, before, left_old, [at for at in left_new if at not in kept])
    taken = set(kept.values()) | {one.id for one in before}
    ids = []
    for at, text in enumerate(words):
        ids.append(kept[at] if at in kept else _fresh(text, taken))
        taken.add(ids[-1])
    return tuple(ids)


def _moved(words: Sequence[str], before: Sequence[Numbered], old: Sequence[int], new: Sequence[int]) -> dict[int, str]:
    """Match passages that say the same at another place."""
    found: dict[int, str] = {}
    free = list(old)
    for at in new:
        same = next((one for one in free if before[one].words == words[at]), None)
        if same is not None:
            found[at] = before[same].id
            free.remove(same)
    return found


def _reworded(
    words: Sequence[str], before: Sequence[Numbered], old: Sequence[int], new: Sequence[int]
) -> dict[int, str]:
    """Match what was written anew with what it was written from: the most alike first."""
    pairs = []
    for at in new:
        for one in old:
            score = alikeness(before[one].words, words[at])
            if score >= ALIKE:
                pairs.append((-score, abs(at - one), at, one))
    found: dict[int, str] = {}
    used: set[int] = set()
    for _, _, at, one in sorted(pairs):
        if at not in found and one not in used:
            found[at] = before[one].id
            used.add(one)
    return found


def alikeness(one: str, other: str) -> float:
    """Return how much of two passages' words agree, in order: 0 nothing, 1 all."""
    return SequenceMatcher(None, _WORD.findall(one.casefold()), _WORD.findall(other.casefold()), autojunk=False).ratio()


def _fresh(words: str, taken: set[str]) -> str:
    """Return an id made of the words alone; the same words a second time get the next one."""
    for turn in range(1_000_000):
        digest = hashlib.sha256(f"{turn}:{' '.join(words.split())}".encode()).digest()
        name = "p" + "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
        if name not in taken:
            return name
    raise AssertionError("A section cannot have so many passages.")
