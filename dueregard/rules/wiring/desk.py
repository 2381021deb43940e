"""The shape in which an app hands its piece of the desk to the front door: figures, and what is shown below them."""

from dataclasses import dataclass


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
