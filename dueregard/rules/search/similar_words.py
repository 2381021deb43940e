"""Which words of some texts somebody may have meant who typed a word that is in none of them."""

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from dueregard.rules.search.marked_text import Folds

MOST = 3
SHORTEST = 3  # letters
MOST_READ = 50_000  # signs of each text


def letters_wrong(word: str) -> int:
    """Return how many letters of a word may be wrong."""
    return 1 if len(word) < 6 else 2


def similar_words(word: str, texts: Iterable[str], folds: Folds, allowed: int) -> list[str]:
    """Return the nearest words, the most frequent first; at most three. Case and marks on letters do not matter."""
    typed = "".join(word.translate(folds).split())
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(set(text[:MOST_READ].translate(folds).split()))
    near = [
        (OSA.distance(typed, found, score_cutoff=allowed), -count, found)
        for found, count in seen.items()
        if found != typed and found.isalpha() and len(found) >= SHORTEST
    ]
    return [found for distance, _, found in sorted(near) if distance <= allowed][:MOST]
