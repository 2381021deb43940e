"""What every file says for all to see and for nobody, and colours that are seen or not."""

import io
from dataclasses import dataclass

NAME = "Marigold Tansy"
SHOWN = "The council answered in May"
AFTER = "Staff were trained in June"


@dataclass(frozen=True)
class Colours:
    """A colour of letters on a colour of ground, as six hexadecimal digits, and whether a person can read them."""

    letters: str
    ground: str


UNSEEN = {
    "white on white": Colours("FFFFFF", "FFFFFF"),
    "black on black": Colours("000000", "000000"),
    "nearly white on white": Colours("FEFEFE", "FFFFFF"),
    "pale grey on white": Colours("F2F2F2", "FFFFFF"),
    "grey on grey": Colours("808080", "808080"),
    "dark on black": Colours("141414", "000000"),
    "red on red": Colours("C00000", "C00000"),
    "near blue on blue": Colours("1F3864", "203764"),
    "white on ivory": Colours("FFFFFF", "FFFFF0"),
    "ivory on white": Colours("FFFFF0", "FFFFFF"),
    "mint on white": Colours("F0FFF0", "FFFFFF"),
    "dark green on dark green": Colours("003300", "003300"),
    "yellow on yellow": Colours("FFFF00", "FFFF00"),
    "near grey on grey": Colours("8A8A8A", "808080"),
}
SEEN = {
    "white on black": Colours("FFFFFF", "000000"),
    "grey on white": Colours("767676", "FFFFFF"),
    "red on yellow": Colours("C00000", "FFFF00"),
}


def saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]
    return file.getvalue()
