"""Decides whether a second person must look at an address before anything is sent to it, and when it is told. Pure.

The register is shared: whoever changes an address decides where the letters of every group go. A slip of the keyboard
nearly always keeps the domain; an address at another domain is rare enough for somebody else to look it up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

# A body answers within twenty working days of being asked: by then it knows who asked.
HELD_BACK = timedelta(days=40)


def is_at(address: str) -> str:
    """Return the domain of an e-mail address in lower case; empty where there is none."""
    return address.rpartition("@")[2].strip().rstrip(".").lower() if "@" in address else ""


def same_house(one: str, other: str) -> bool:
    """Tell whether two e-mail addresses are at one domain, or one of them is at a part of the other's."""
    first, second = is_at(one), is_at(other)
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def needs_second_look(address: str, known: Iterable[str]) -> bool:
    """Tell whether an address is at another domain than all that were known. The first of a body is at none."""
    others = [one for one in known if is_at(one)]
    return bool(others) and not any(same_house(address, one) for one in others)


def is_old_news(entered_on: date, today: date) -> bool:
    """Tell whether everybody may read that an address was entered: one entered today says whom somebody will ask."""
    return today - entered_on >= HELD_BACK
