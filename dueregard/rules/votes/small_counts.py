"""Which figures of a result may be shown, so that neither they nor what is left after subtracting them point at anyone.

The number of people who voted is always shown. That nobody who knows this rule learns a small figure from what is left
out, `tests/rules/votes/test_small_counts.py` finds by going through every small result. Counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

FEW_VOTERS = 5  # with fewer voters, nothing but their number is shown
FEW_VOTES = 3  # a figure below this is not shown, and none from which it follows
ENOUGH_TO_LIST = 20  # with fewer voters, votes with several options are not listed one by one


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as it may be shown: a number for each figure, None where it is left out."""

    voted: int
    figures: tuple[int | None, ...]
    has_outcome: bool  # whether it may be said what came of it


def shown_parts(parts: Sequence[int]) -> Shown:
    """Return what may be shown of figures that add up to all who voted, such as yes, no and abstained."""
    voted = sum(parts)
    if voted < FEW_VOTERS:
        return Shown(voted, (None,) * len(parts), has_outcome=False)
    hidden = {at for at, part in enumerate(parts) if part < FEW_VOTES}
    if not hidden:
        return Shown(voted, tuple(parts), has_outcome=True)
    # More is left out, smallest first, until what follows by subtraction is no small group. Equal ones go together.
    while len(hidden) < len(parts) and not _is_large(parts, hidden):
        least = min(part for at, part in enumerate(parts) if at not in hidden)
        hidden |= {at for at, part in enumerate(parts) if part == least}
    return Shown(voted, tuple(None if at in hidden else part for at, part in enumerate(parts)), has_outcome=True)


def hidden_beside(parts: Sequence[int], known_rest: Sequence[int]) -> set[int]:
    """Return which figures are left out where some people know all votes but a rest, and can subtract what they know.

    Both the figures of all and those of the rest add up to their voters; neither may leave a small group.
    """
    hidden = {at for at, both in enumerate(zip(parts, known_rest, strict=True)) if min(both) < FEW_VOTES}
    while hidden and len(hidden) < len(parts) and not (_is_large(parts, hidden) and _is_large(known_rest, hidden)):
        least = min(part for at, part in enumerate(known_rest) if at not in hidden)
        hidden |= {at for at, part in enumerate(known_rest) if part == least}
    return hidden


def _is_large(parts: Sequence[int], hidden: set[int]) -> bool:
    """Tell whether figures that are left out come to so much together that any of them could be no small one."""
    return sum(parts[at] for at in hidden) >= FEW_VOTES * max(len(hidden), 2)


def shown_choices(counts: Sequence[int], voted: int) -> Shown:
    """Return what may be shown where each may choose several: neither few who chose an option nor few who did not."""
    if voted < FEW_VOTERS:
        return Shown(voted, (None,) * len(counts), has_outcome=False)
    return Shown(
        voted,
        tuple(one if FEW_VOTES <= one <= voted - FEW_VOTES else None for one in counts),
        has_outcome=True,
    )


def may_stand_together(shown: Sequence[Shown], *, are_alike: bool) -> bool:
    """Tell whether the figures of several questions, answered by the same people, may be shown beside one another.

    Two questions may ask the same in other words, or one may contain the other. If all are yes or no (`are_alike`), one
    that asks the same leaves out the same figures. Otherwise no figure is shown of any if one of any is left out. Among
    few voters no two may be so close, or so nearly add up to all who voted, that a small group lies between them.
    """
    if len(shown) < 2:
        return True
    if any((None in one.figures and not are_alike) or not one.has_outcome for one in shown):
        return False
    if lists_votes(shown[0].voted):
        return True
    return all(_stay_apart(first, second) for first, second in combinations(shown, 2))


def _stay_apart(first: Shown, second: Shown) -> bool:
    mine, theirs = ([one for one in shown.figures if one is not None] for shown in (first, second))
    pairs = list(product(mine, theirs))
    apart = [abs(one - other) for one, other in pairs] + [abs(first.voted - one - other) for one, other in pairs]
    return not any(0 < number < FEW_VOTES for number in apart)


def without_figures(shown: Shown) -> Shown:
    """Return a result of which only what came of it is shown."""
    return replace(shown, figures=(None,) * len(shown.figures))


def without_these(shown: Shown, left_out: Sequence[int]) -> Shown:
    """Return a result of which the figures at these places are not shown."""
    figures = tuple(None if at in left_out else figure for at, figure in enumerate(shown.figures))
    return replace(shown, figures=figures)


def shows_stages(voted: int) -> bool:
    """Tell whether the stages of a ranked count may be shown. They say how papers moved, never what a paper said."""
    return voted >= FEW_VOTERS


def lists_votes(voted: int) -> bool:
    """Tell whether a result file may list votes of several options one by one: among few, an unusual one stands out."""
    return voted >= ENOUGH_TO_LIST
