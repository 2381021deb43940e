"""Which words of some texts somebody may have meant who typed a word that is in none of them."""

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from dueregard.rules.marked_text import fold

MOST = 3
_WORDS = re.compile(r"[^\W\d_]{3,}")


def similar_words(word: str, texts: Iterable[str]) -> list[str]:
    """Return the nearest words, the most frequent first; at most three. Case and marks on letters do not matter."""
    typed = fold(word).lower()
    allowed = 1 if len(typed) < 6 else 2
    seen: Counter[str] = Counter(
        found for text in texts for found in set(_WORDS.findall(fold(text[:50_000]).lower())) if found != typed
    )
    near = [(OSA.distance(typed, found, score_cutoff=allowed), -count, found) for found, count in seen.items()]
    return [found for distance, _, found in sorted(near) if distance <= allowed][:MOST]
