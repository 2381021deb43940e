"""Decides what a person must choose before two entries of one body are merged, and which code each of them keeps.

What else moves, and what stands against it, is for those whose rows point at a body (`records/bodies/queries/moving`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    """Which of the two entries."""

    KEPT = "kept"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two entries cannot be merged yet and what to do about it, with the page where it is done, if there is one."""

    words: str
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Columns that are chosen together and are not the same in both entries.

    `suggested` is the entry that says all that the other says, and more; None where a person must choose.
    """

    key: str
    words: str
    columns: tuple[str, ...]
    suggested: Side | None


# What is chosen together, so that no date, reason or place of one entry ends beside those of the other.
FACTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Full name", ("name",)),
    "short_name": ("Short name", ("short_name",)),
    "place": ("Kind and place", ("kind", "nation", "region", "area_code")),
    "town": ("Town", ("town",)),
    "dates": ("When it opened and closed", ("opened_on", "closed_on")),
    "home_page": ("Website", ("home_page",)),
    "law": ("Information law", ("law_override", "law_because")),
    "duty": ("Prevent duty", ("prevent_duty", "prevent_because")),
    "unsure": ("What is not confirmed", ("unsure",)),
    "notes": ("Notes", ("notes",)),
}
COLUMNS = tuple(column for _, columns in FACTS.values() for column in columns)
_EMPTY_SAYS_SOMETHING = {"closed_on"}  # that the body is still open


def differences(kept: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what the two entries, each given by COLUMNS, say differently, in the order of FACTS."""
    found = []
    for key, (words, columns) in FACTS.items():
        if any(kept[column] != other[column] for column in columns):
            found.append(Difference(key, words, columns, _fuller(kept, other, columns)))
    return tuple(found)


def _fuller(kept: Mapping[str, Any], other: Mapping[str, Any], columns: Iterable[str]) -> Side | None:
    columns = tuple(columns)
    if _says_all(kept, other, columns):
        return Side.KEPT
    return Side.OTHER if _says_all(other, kept, columns) else None


def _says_all(one: Mapping[str, Any], less: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    return all(
        one[column] == less[column] or (not less[column] and column not in _EMPTY_SAYS_SOMETHING) for column in columns
    )


def unchosen(asked: Iterable[Difference], chosen: Mapping[str, Side]) -> list[str]:
    """Return the keys of the differences that nobody has chosen between."""
    return [one.key for one in asked if one.key not in chosen]


def both_have(
    kept: Iterable[tuple[str, str]], other: Iterable[tuple[str, str]]
) -> dict[str, tuple[list[str], list[str]]]:
    """Return the codes of each scheme of which both entries have one of their own: kept's and other's."""
    ours, theirs = _by_scheme(kept), _by_scheme(other)
    return {scheme: (ours[scheme], theirs[scheme]) for scheme in ours if scheme in theirs}


def _by_scheme(codes: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for scheme, value in codes:
        found.setdefault(scheme, []).append(value)
    return found


def same_or_successive(start: Any, goal: Any, follows: Mapping[Any, Iterable[Any]]) -> list[Any]:
    """Return the way from one body to another through those that took over, both ends included; empty if there is none.

    Two bodies on such a way are two bodies, one after the other, and never two entries of one.
    """
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        for after in follows.get(way[-1], ()):
            if after == goal:
                return [*way, after]
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []
