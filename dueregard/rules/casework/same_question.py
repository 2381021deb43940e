"""Says how alike two texts are, so that a body is not asked twice for the same thing by accident.

The caller decides which earlier letters to compare, and how alike they must be before it warns a person.
"""

import re

SHINGLE = 2  # words, leaving out common ones; single words match by accident, triples miss a small edit
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Words that letters share whatever they ask for.
_PADDING = """
a an and any are as at be by for from has have i if in is it its me my of on or our please provide send tell that the
their this to under us was we were which with would you your
"""
_IS_PADDING = frozenset(_PADDING.split())


def same_question(a: str, b: str) -> float:
    """Return the likeness of two texts, from 0.0 (nothing shared) to 1.0 (the same words), whatever their order.

    Case, punctuation, spacing, common words and the order of whole questions do not matter. It is the greater of the
    share of common word pairs and, for a short text that is part of a long one, nine tenths of the part contained.
    """
    ours, theirs = _shingles(a), _shingles(b)
    if not ours or not theirs:
        return 0.0
    shared = len(ours & theirs)
    alike = shared / len(ours | theirs)
    contained = 0.9 * shared / min(len(ours), len(theirs))
    return max(alike, contained)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [word for word in _WORD.findall(text.casefold().replace("’", "'")) if word not in _IS_PADDING]
    if len(words) < SHINGLE:
        return frozenset({tuple(words)}) if words else frozenset()
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
