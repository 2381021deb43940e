"""Decides how the additions of all apps are put together: in which order, and what two apps cannot both claim.

What an app can add is in `adds`; the settings say which apps a site has.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from dueregard.rules.wiring.adds import Adds, Menu


class Ordered(Protocol):
    """What stands in the order of its number."""

    @property
    def order(self) -> int: ...


Row = TypeVar("Row", bound=Ordered)
Each = TypeVar("Each")


class ClaimedTwice(ValueError):
    """Two apps of one site want the same for themselves."""


def in_order(adds: Iterable[Adds], what: Callable[[Adds], Iterable[Row]]) -> tuple[Row, ...]:
    """Return what all apps add of one thing, in the order of its numbers; of equal ones, in that of the apps."""
    return tuple(sorted((one for each in adds for one in what(each)), key=lambda one: one.order))


def listed(adds: Iterable[Adds], what: Callable[[Adds], Iterable[Any]]) -> tuple[Any, ...]:
    """Return what all apps add of one thing, in the order of the apps."""
    return tuple(one for each in adds for one in what(each))


def mapped(given: Iterable[Each], what: Callable[[Each], Mapping[str, Any]]) -> dict[str, Any]:
    """Return what all of them add under names. Raises: ClaimedTwice, when two give one name."""
    together: dict[str, Any] = {}
    for each in given:
        for name, value in what(each).items():
            if name in together:
                raise ClaimedTwice(f"Two apps of this site add “{name}”: {together[name]} and {value}.")
            together[name] = value
    return together


def findable_kinds(adds: Iterable[Adds]) -> dict[str, str]:
    """Return the module of each kind of row, in order. Raises: ClaimedTwice"""
    return mapped(in_order(adds, lambda each: each.findables), lambda rows: {rows.kind: rows.module})


def first_of_each(adds: Iterable[Adds], what: Callable[[Adds], Mapping[str, str]]) -> dict[str, str]:
    """Return what the first app that knows it says of each name; so a part goes before what it builds on."""
    together: dict[str, str] = {}
    for each in adds:
        together = {**what(each), **together}
    return together


def only_one(adds: Iterable[Adds], what: Callable[[Adds], str]) -> str:
    """Return what at most one app may say; empty when none does. Raises: ClaimedTwice"""
    said = [value for each in adds if (value := what(each))]
    if len(said) > 1:
        raise ClaimedTwice(f"Only one app of this site may have {said[0]}; {said[1]} claims the same.")
    return said[0] if said else ""


def periodic_work(adds: Iterable[Adds], is_set: Callable[[str], bool]) -> dict[str, int]:
    """Return the tasks that run again and again, with their seconds, where what they need is set."""
    return mapped(
        adds, lambda each: {one.task: one.seconds for one in each.periodic if not one.when or is_set(one.when)}
    )


def menus(adds: Collection[Adds]) -> dict[str, tuple[Any, ...]]:
    """Return every menu with its entries in order; one that nobody adds to is empty."""
    entries = in_order(adds, lambda each: each.menu)
    return {menu.value: tuple(one for one in entries if one.menu is menu) for menu in Menu}
