"""Decides whether a second person must look at an address before anything is sent to it, and when it is told. Pure.

The register is shared: whoever changes an address decides where the letters of every group go. A slip of the keyboard
nearly always keeps the domain; an address at another domain is rare enough for somebody else to look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from dueregard.rules.mail.sender_domains import SHARED_DOMAINS, registrable_domain

# A body answers within twenty working days of being asked: by then it knows who asked.
HELD_BACK = timedelta(days=40)
_EMAIL = re.compile(r"[^\s@/,;]+@([^\s@/,;]+)")


def is_at(address: str) -> str:
    """Return the domain of an e-mail address in lower case; empty where there is none."""
    found = _EMAIL.fullmatch(address.strip())
    return found[1].rstrip(".").lower() if found else ""


def same_house(one: str, other: str) -> bool:
    """Tell whether two e-mail addresses are at one organisation's domain, or one of them is at a part of the other's.

    It never is at a domain that many share (gmail.com, nhs.net), nor below one that nobody owns (ac.uk).
    """
    first, second = is_at(one), is_at(other)
    if not first or not second:
        return False
    if first == second:
        return first not in SHARED_DOMAINS or one.strip().lower() == other.strip().lower()
    part, whole = sorted((first, second), key=len, reverse=True)
    return part.endswith(f".{whole}") and bool(registrable_domain(whole))


def needs_second_look(address: str, known: Iterable[str]) -> bool:
    """Tell whether an address is at another domain than all that were known. The first of a body is at none."""
    others = [one for one in known if is_at(one)]
    return bool(others) and not any(same_house(address, one) for one in others)


def told_on(entered_on: date) -> date:
    """Return the first day on which everybody may read of a body that a group entered by hand on this day."""
    return entered_on + HELD_BACK


def is_old_news(entered_on: date, today: date) -> bool:
    """Tell whether everybody may read that an address was entered: one entered today says whom somebody will ask."""
    return today >= told_on(entered_on)
