"""The shape in which an app hands its piece of the desk to the front door: figures, and what is shown below them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words and the list behind it."""

    number: int
    words: str
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class DeskPiece:
    """What one app shows a person on the page they start on. `template` is included with `page`; empty: nothing."""

    figures: tuple[Figure, ...] = ()
    template: str = ""
    page: object = None
    is_warning: bool = False  # stands above everything else


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing that a fresh site needs of a person, and whether it is done: found out each time, stored nowhere."""

    order: int
    words: str
    href: str
    is_done: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FirstNeeds:
    """What one app needs of a person on a fresh site.

    `asks` names expressions; the page puts those of all apps to the database in one question. `steps` turns the answers
    into steps. Among the answers is always `acts`: whether this person acts for any group.
    """

    steps: Callable[[Mapping[str, Any]], tuple[FirstStep, ...]]
    asks: Mapping[str, object] = field(default_factory=dict)
