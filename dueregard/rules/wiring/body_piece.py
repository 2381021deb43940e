"""The shape in which an app hands its piece of a body's page to the register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BodyPiece:
    """What one app shows of a public body. `template` is included with `piece` and `body`; the lower `order` is first.

    What is below `ABOVE` comes before all that is known.
    """

    order: int
    template: str
    page: object


ABOVE = 10
