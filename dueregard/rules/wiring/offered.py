"""Decides which entries of a menu a reader is offered, and under which of them the page belongs.

Who acts for a group and who is an administrator, the caller knows; whether a page may be opened, its view says.
"""

from collections.abc import Iterable, Sequence

from dueregard.rules.wiring.adds import Entry, ShownTo


def offered(entries: Iterable[Entry], *, is_administrator: bool, acts_for_a_group: bool) -> tuple[Entry, ...]:
    """Return the entries that this reader is offered. Administrators keep all of the site."""
    return tuple(
        one
        for one in entries
        if one.to is ShownTo.EVERYBODY or is_administrator or (one.to is ShownTo.ACTING and acts_for_a_group)
    )


def here(entries: Sequence[Entry], addresses: Sequence[str], path: str) -> int | None:
    """Return which entry the page at `path` belongs under: the one whose address goes furthest; None if under none.

    `addresses` are the entries' own, in the same order.
    """
    reach = [_reach(one, address, path) for one, address in zip(entries, addresses, strict=True)]
    best = max(reach, default=0)
    return reach.index(best) if best else None


def _reach(entry: Entry, address: str, path: str) -> int:
    if entry.is_alone:
        return len(address) if path == address else 0
    return max(len(start) if path.startswith(start) else 0 for start in (address, *entry.also))
