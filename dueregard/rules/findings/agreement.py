"""How far two people who answered the same questions agree, beyond what chance alone would bring about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Below this many pairs the figure says next to nothing, and the page says so.
FEW = 10
_BANDS = ((0.0, "no better than chance"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over pairs of answers; shares are between 0 and 1."""

    pairs: int
    same: int
    expected: float  # share that would agree by chance
    kappa: float | None  # None where chance alone agrees always, or where there is no pair

    @property
    def observed(self) -> float:
        """Share of the pairs that agree."""
        return self.same / self.pairs if self.pairs else 0.0

    @property
    def words(self) -> str:
        """What the figure is called. Source: Landis and Koch 1977, table on page 165 of Biometrics 33."""
        if self.kappa is None:
            return "cannot be worked out"
        if self.kappa <= 0:
            return _BANDS[0][1]
        return next((words for limit, words in _BANDS[1:] if self.kappa <= limit), "almost perfect")

    @property
    def is_few(self) -> bool:
        """Too few pairs to lean on."""
        return self.pairs < FEW


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return how far first and second answers agree, with Cohen's kappa.

    Source: Cohen 1960, Educational and Psychological Measurement 20, 37-46: kappa = (po - pe) / (1 - pe), where pe is
    the sum over all answers of the product of how often each of the two gives it.
    """
    count = len(pairs)
    if not count:
        return Agreement(0, 0, 0.0, None)
    same = sum(one == other for one, other in pairs)
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    # In whole numbers, so that perfect agreement is exactly 1 and chance that always agrees is seen as such.
    by_chance = sum(firsts[answer] * seconds[answer] for answer in firsts)
    square = count * count
    kappa = None if by_chance == square else (same * count - by_chance) / (square - by_chance)
    return Agreement(count, same, by_chance / square, kappa)
