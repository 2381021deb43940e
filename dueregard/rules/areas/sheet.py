"""What stands on the one page of an area sheet: which bodies if there is no room for all, and how long a line may be.

Nothing is left off in silence: what has no room is counted, and the page says where it can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dueregard.rules.areas.standing import Standing

MOST_KINDS = 9
MOST_BODIES = 28  # in two columns
MOST_BODIES_BESIDE_TASKS = 12
MOST_TASKS = 6
NAME = 44  # characters of a line that has room in its column
TASK = 52
DETAIL = 64

# What a meeting talks about first.
_FIRST = (
    Standing.OVERDUE,
    Standing.REFUSED,
    Standing.IN_PART,
    Standing.WAITING,
    Standing.CLOSED,
    Standing.ANSWERED,
    Standing.NEVER,
)
_ANSWERED = (Standing.ANSWERED, Standing.IN_PART)
_NO_ANSWER = (Standing.REFUSED, Standing.CLOSED)
_OPEN = (Standing.WAITING, Standing.OVERDUE)


@dataclass(frozen=True, slots=True)
class SheetBody:
    """One body: its name, its kind in words, and how it stands."""

    name: str
    kind: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class KindRow:
    """How the bodies of one kind stand, as numbers."""

    kind: str
    bodies: int
    answered: int
    refused: int
    waiting: int
    never: int


def kind_rows(bodies: Iterable[SheetBody]) -> list[KindRow]:
    """Return one row for each kind, the largest first; what has no room is one row together. The last is all."""
    by_kind: dict[str, list[Standing]] = {}
    for body in bodies:
        by_kind.setdefault(body.kind, []).append(body.standing)
    ordered = sorted(by_kind.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    shown, rest = ordered[:MOST_KINDS], ordered[MOST_KINDS:]
    if len(rest) == 1:
        shown, rest = ordered, []
    rows = [_row(kind, found) for kind, found in shown]
    if rest:
        rows.append(_row(f"{len(rest)} other kinds", [one for _, found in rest for one in found]))
    return [*rows, _row("All", [one for found in by_kind.values() for one in found])]


def bodies_shown(bodies: Iterable[SheetBody], most: int = MOST_BODIES) -> tuple[list[SheetBody], int]:
    """Return the bodies to talk about first, and how many more there are."""
    order = {standing: at for at, standing in enumerate(_FIRST)}
    ranked = sorted(bodies, key=lambda body: (order.get(body.standing, len(order)), body.name.casefold()))
    return ranked[:most], max(len(ranked) - most, 0)


def clipped(text: str, most: int) -> str:
    """Return a text that is not longer than a line, with a mark where it was cut."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def states_of(bodies: Iterable[SheetBody]) -> Mapping[Standing, int]:
    """Return how many bodies are in each state, in the order of the legend, without empty ones."""
    found = [body.standing for body in bodies]
    return {standing: number for standing in Standing if (number := found.count(standing))}


def _row(kind: str, found: list[Standing]) -> KindRow:
    def count(states: tuple[Standing, ...]) -> int:
        return sum(1 for one in found if one in states)

    return KindRow(
        clipped(kind, 40), len(found), count(_ANSWERED), count(_NO_ANSWER), count(_OPEN), count((Standing.NEVER,))
    )
