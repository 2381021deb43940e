"""What an app says of a kind of thing that a group can put into a network: whose it is, and what the others are told.

What is told is all that the other groups see. The thing itself, and whatever hangs on it, stays with its group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """What the groups of a network read of one thing. `href` leads only where every one of them may go."""

    title: str
    facts: tuple[str, ...] = ()
    text: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class NetworkKind:
    """One kind. `model` is the row that says that a thing (its `thing`) is in a network.

    `own` returns a person's own things as rows, newest first; `told` what is told of one. `group` is the path from a
    thing to its group, `beside` and `listed` name keys and lists of a thing that `told` reads.
    """

    key: str  # in addresses
    one: str  # "demand"
    several: str  # "demands"
    model: type[Any]
    own: Callable[[Any], Any]
    told: Callable[[Any], Told]
    group: str = "group"
    beside: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What several are called at the head of a list."""
        return self.several.capitalize()
