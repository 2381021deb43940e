"""When an answer about a body that ended goes forward to the one that took over.

With a single predecessor the answer goes forward, step by step, and says whose it was. Where several merged, nobody
knows whether the new body does as one of them did: their answers are shown with their names and count for none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Took:
    """One body took over from another on a UK calendar date, if that is known."""

    before: str
    after: str
    on: date | None


def in_force(steps: Collection[Took], today: date) -> list[Took]:
    """Return what has happened by a day; what has no date is taken to have happened."""
    return [step for step in steps if step.on is None or step.on <= today]


def carried_forward(steps: Collection[Took], today: date) -> dict[str, tuple[str, ...]]:
    """Return for each body those whose answers count for it, the nearest first: each the only one, and undivided."""
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for step in in_force(steps, today):
        before.setdefault(step.after, set()).add(step.before)
        after.setdefault(step.before, set()).add(step.after)
    alone = ((body, next(iter(some))) for body, some in before.items() if len(some) == 1)
    steps_back = {body: one for body, one in alone if after[one] == {body}}
    return {body: _all_before(body, steps_back) for body in steps_back}


def _all_before(body: str, steps_back: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    at = steps_back.get(body)
    while at is not None and at != body and at not in found:  # a register may hold a circle by mistake
        found.append(at)
        at = steps_back.get(at)
    return tuple(found)
