"""Compares what was said across sessions: where a claim was made, by which bodies and firms, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a claim: in which session, given by whom, where, and on which day."""

    session: str
    provider: str
    where: str
    on: date


@dataclass(frozen=True, slots=True)
class Compared:
    """How often a claim was made, in how many sessions, by whom and where, first and last."""

    times: int
    sessions: int
    provider: tuple[str, ...]  # in the order in which they first made it
    where: tuple[str, ...]
    first_on: date | None
    last_on: date | None


def compared(said: Iterable[Said]) -> Compared:
    """Put the statements of one claim together. Names that differ in capitals or spaces alone are one."""
    ordered = sorted(said, key=lambda one: (one.on, one.session))
    return Compared(
        times=len(ordered),
        sessions=len({one.session for one in ordered}),
        provider=_once(one.provider for one in ordered),
        where=_once(one.where for one in ordered),
        first_on=ordered[0].on if ordered else None,
        last_on=ordered[-1].on if ordered else None,
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if name.strip():
            found.setdefault(" ".join(name.casefold().split()), name.strip())
    return tuple(found.values())


def how_long(minutes: int | None) -> str:
    """Return a length in words: 45 minutes, 1 hour, 1 hour 30 minutes."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*parts, f"{rest} minute{'s' if rest > 1 else ''}"] if rest else parts)
