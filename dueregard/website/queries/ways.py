"""What somebody can do, by who they are: the ways that the apps of this site name, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from dueregard.rules.wiring.adds import Role


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One thing to do: where it leads, its words, and what it is good for."""

    href: str
    words: str
    promise: str


def ways_for(role: Role) -> list[ShownWay]:
    """Return what this site offers somebody who is this."""
    return [
        ShownWay(href, one.words, one.promise)
        for one in settings.WAYS
        if role in one.to and (href := _address(one.page))
    ]


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
