"""The pieces of the invented county, as apps declare them (`example` in their ADDS).

The module that a piece names holds `bring(*, now)`: it makes the piece through the app's own actions, dated back from
`now`, and yields between steps. It may also hold `to_try()`, which returns what a newcomer can try with it; `who()`,
which returns the people it brought; and `take_away(gone)`, called before the rows go: it removes what lies outside the
database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings

from dueregard.foundation.example.queries.rows import Keys

Bring = Callable[..., Iterator[None]]


@dataclass(frozen=True, slots=True)
class ToTry:
    """Something for a newcomer to try, and where. They are listed in the order of their numbers."""

    order: int
    words: str
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody of the county, and what they do there."""

    key: str
    name: str
    signs_in_as: str
    does: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One app's piece, ready to be made."""

    words: str
    bring: Callable[[datetime], Iterator[None]]


def pieces() -> tuple[Piece, ...]:
    """Return every piece, in order."""
    return tuple(Piece(one.words, _bring(one.module)) for one in settings.EXAMPLE)


def things_to_try() -> tuple[ToTry, ...]:
    """Return what all apps suggest, in order. Only while the county is there."""
    suggested: list[ToTry] = [thing for to_try in _functions("to_try") for thing in to_try()]
    return tuple(sorted(suggested, key=lambda one: one.order))


def people() -> tuple[Who, ...]:
    """Return everybody whom apps brought to the county. Only while it is there."""
    return tuple(who for function in _functions("who") for who in function())


def take_away(gone: Keys) -> None:
    """Let every app remove what lies outside the database, and mend what the missing rows would leave untrue."""
    for remove in _functions("take_away"):
        remove(gone)


def _functions(name: str) -> list[Callable[..., Any]]:
    """Return the functions of this name, of the pieces that have one, in order."""
    modules = (import_module(one.module) for one in settings.EXAMPLE)
    return [function for module in modules if (function := getattr(module, name, None))]


def _bring(module: str) -> Callable[[datetime], Iterator[None]]:
    bring: Bring = import_module(module).bring
    return lambda now: bring(now=now)
