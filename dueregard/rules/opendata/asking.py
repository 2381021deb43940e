"""Reads what somebody asks of a table: how many rows, from where on, narrowed by what. What makes no sense is refused.

A place in a table is the instant and the id of the row before it, so that rows added meanwhile move nothing. The
instant is veiled: rows say only their day, for the minute of an act may tell who acted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b, sha256

from dueregard.rules.opendata.tables import Table

USUAL, MOST = 50, 500
LONGEST = 200  # characters of a filter's value
_BITS = 53  # of an instant in microseconds: enough until 2255, and 16 digits at most
_HALF = _BITS // 2
_ROUNDS = range(4)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoSense(ValueError):
    """A question that cannot be answered. `name` is the parameter; the words say what would be right."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


@dataclass(frozen=True, slots=True)
class Place:
    """After which row to go on: the instant by which rows follow each other, if there is one, and the row's key."""

    at: datetime | None
    key: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that makes sense. `since` is the first day wanted (UK calendar date)."""

    limit: int = USUAL
    after: Place | None = None
    since: date | None = None
    filters: Mapping[str, str] = field(default_factory=dict)


def read_question(table: Table, given: Mapping[str, Sequence[str]], *, secret: bytes) -> Asked:
    """Return what is asked by the parameters of an address. `secret` is the site's own. Raises: NoSense"""
    known = {"limit", "after", *(one.name for one in table.filters)} | ({"since"} if table.since else set())
    for name, values in given.items():
        if name not in known:
            raise NoSense(name, f"There is no parameter of this name. There are: {', '.join(sorted(known))}.")
        if len(values) != 1:
            raise NoSense(name, "Give this parameter once.")
    said = {name: values[0] for name, values in given.items()}
    return Asked(
        limit=_limit(said["limit"]) if "limit" in said else USUAL,
        after=read_place(said["after"], table, secret) if "after" in said else None,
        since=_day(said["since"]) if "since" in said else None,
        filters={one.name: _value(one.name, said[one.name], one.one_of) for one in table.filters if one.name in said},
    )


def place_pattern(table: Table) -> str:
    """Return what a place in this table looks like; whatever looks so is a place, though perhaps behind all rows."""
    return f"^[0-9]{{1,16}}~{_UUID}$" if table.since else "^[0-9]{1,18}$"


def write_place(place: Place, secret: bytes) -> str:
    """Return a place as an address has it: the microseconds since 1970, UTC, veiled, and the key."""
    if place.at is None:
        return place.key
    return f"{_mixed((place.at - _EPOCH) // timedelta(microseconds=1), _ROUNDS, place.key, secret)}~{place.key}"


def read_place(words: str, table: Table, secret: bytes) -> Place:
    """Return the place that an address names. Raises: NoSense"""
    if not re.fullmatch(place_pattern(table), words, re.ASCII):
        raise NoSense("after", "This is no place in the list. Take it from “next” of the page before.")
    instant, _, key = words.rpartition("~")
    if not table.since:
        return Place(None, key)
    return Place(_EPOCH + timedelta(microseconds=_mixed(int(instant), reversed(_ROUNDS), key, secret)), key)


def _mixed(instant: int, rounds: Iterable[int], key: str, secret: bytes) -> int:
    """Return an instant veiled, or the instant again if the rounds go backwards (a Feistel network).

    Were it only laid over with a number, each bit that somebody turns would turn that bit of the instant; and whether
    the row then comes after its own place would tell the bit, and with fifty questions the microsecond.
    """
    left, right = instant >> _HALF, instant & ((1 << _HALF) - 1)
    for number in rounds:
        if number % 2:
            right ^= _drawn(f"{number} {left} {key}", secret) >> (64 - _HALF)
        else:
            left ^= _drawn(f"{number} {right} {key}", secret) >> (64 - _BITS + _HALF)
    return left << _HALF | right


def _drawn(words: str, secret: bytes) -> int:
    return int.from_bytes(blake2b(words.encode(), key=sha256(secret).digest(), digest_size=8).digest())


def _limit(words: str) -> int:
    if not _NUMBER.fullmatch(words) or int(words) > MOST:
        raise NoSense("limit", f"Give a whole number from 1 to {MOST}.")
    return int(words)


def _day(words: str) -> date:
    if _DAY.fullmatch(words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            pass
    raise NoSense("since", "Give a day that exists, as year-month-day: 2026-11-30.")


def _value(name: str, words: str, one_of: tuple[str, ...]) -> str:
    if one_of and words not in one_of:
        raise NoSense(name, f"Give one of: {', '.join(one_of)}.")
    if not words or len(words) > LONGEST or "\0" in words:
        raise NoSense(name, f"Give from 1 to {LONGEST} characters.")
    return words
