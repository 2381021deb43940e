"""What of earlier back-ups is kept, what is used again, and what is written anew so that erased things really go.

A pack is closed with a key that the site has not: it cannot take one piece out. So pieces that are still wanted are
written into a new pack, and the old one goes with the last back-up that needs it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

GONE = "gone:"  # a mark begins with it, and no piece


@dataclass(frozen=True, slots=True)
class Earlier:
    """A back-up that lies in the place: its name, when it was made, and the packs it needs.

    None: the place does not say which.
    """

    name: str
    made_at: datetime
    packs: frozenset[str] | None


def reusable(
    packs: Mapping[str, str], wanted: Collection[str], there: Collection[str], made_anew: Collection[str]
) -> dict[str, str]:
    """Return the wanted pieces that need not be written: piece -> pack.

    `packs`: piece -> pack of the last back-up; `there`: packs that lie in the place, whole; `made_anew`: packs to be
    left behind.
    """
    return {
        piece: packs[piece]
        for piece in wanted
        if piece in packs and packs[piece] in there and packs[piece] not in made_anew
    }


def left_behind(
    packs: Mapping[str, str],
    wanted: Collection[str],
    written_at: Mapping[str, datetime],
    now: datetime,
    keep: timedelta,
) -> set[str]:
    """Return the packs that hold something nobody wants any more, and are older than back-ups are kept.

    What is still wanted of them is written anew. With the last back-up that needs them they go, and what was erased
    with them: after twice `keep` at most.
    """
    dead = {pack for piece, pack in packs.items() if piece not in wanted}
    return {pack for pack in dead if pack in written_at and now - written_at[pack] >= keep}


def marked(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return a mark for each pack in use that also holds something nobody wants: the mark -> the pack.

    Without it the next back-up would not know, and such a pack would stay for as long as something else needs it. A
    mark stands among the pieces, where nobody wants it, and tells nothing of what was erased.
    """
    in_use = set(now.values())
    return {f"{GONE}{pack}": pack for piece, pack in before.items() if piece not in now and pack in in_use}


def outlived(earlier: Iterable[Earlier], now: datetime, keep: timedelta) -> list[Earlier]:
    """Return the back-ups older than `keep`. The newest stays, however old it is."""
    by_age = sorted(earlier, key=lambda one: one.made_at)
    return [one for one in by_age[:-1] if now - one.made_at > keep]


def unneeded(packs: Iterable[str], kept: Iterable[Earlier]) -> set[str]:
    """Return the packs that no kept back-up needs; none while one of them does not say what it needs."""
    needed: set[str] = set()
    for one in kept:
        if one.packs is None:
            return set()
        needed |= one.packs
    return set(packs) - needed
