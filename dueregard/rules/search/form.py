"""A stretch of a text that is written in several ways, with the one way in which it is compared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """Signs `start` to `end` of a text, compared as `main`.

    `others` are spellings of the same by which it is found too; `also` is what it mentions besides, as “sections 40 and
    41” mentions section 41; `each` are the things of a list, for whoever asks for all of them.
    """

    start: int
    end: int
    main: str
    others: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_in_place: bool = False  # `main` is as long as the stretch, sign for sign
    each: tuple[str, ...] = ()
