"""Which area a code means on a day: areas end, are renumbered, merge, and what was in them rolls forward.

Nothing is guessed: where an area was divided among several, what was in it stays there, and the page says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """One area with the days on which it exists: from the first until the day before `until_on`."""

    key: int
    from_on: date | None
    until_on: date | None

    def exists_on(self, day: date) -> bool:
        """Whether it exists on this day."""
        return not self.has_ended(day) and (self.from_on is None or self.from_on <= day)

    def has_ended(self, day: date) -> bool:
        """Whether it exists no longer on this day."""
        return self.until_on is not None and self.until_on <= day


@dataclass(frozen=True, slots=True)
class Step:
    """One area took over from another, whole or in part."""

    before: int
    after: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something lies on a day: the area, and the ones it lay in before, the oldest first."""

    area: int
    was: tuple[int, ...] = ()
    exists: bool = True  # no: it ended and nothing took over all of it, or it has not begun


class Roll:
    """All areas with their codes and successors."""

    def __init__(self, *, terms: Iterable[Term], codes: Mapping[str, int], steps: Iterable[Step]) -> None:
        self._terms = {term.key: term for term in terms}
        self._codes = dict(codes)
        self._after: dict[int, list[Step]] = {}
        for step in steps:
            self._after.setdefault(step.before, []).append(step)

    def placed(self, code: str, day: date) -> Placed | None:
        """Return where a thing with this code lies on a day; None for a code that no area has."""
        return self.forward(self._codes[code], day) if code in self._codes else None

    def forward(self, key: int, day: date) -> Placed:
        """Return which area a place in this one lies in on a day."""
        was: list[int] = []
        while self._terms[key].has_ended(day):
            after = self._after.get(key, [])
            if len(after) != 1 or not after[0].is_whole or after[0].after in was:
                break
            was.append(key)
            key = after[0].after
        return Placed(key, tuple(was), self._terms[key].exists_on(day))

    def codes_in(self, key: int, day: date) -> dict[str, Placed]:
        """Return the codes of all that lies in an area on a day, each with the way it came there."""
        found = {code: self.forward(owner, day) for code, owner in self._codes.items()}
        return {code: placed for code, placed in found.items() if placed.area == key}

    def by_area(self, day: date) -> dict[str, Placed]:
        """Return where each known code lies on a day."""
        return {code: self.forward(owner, day) for code, owner in self._codes.items()}
