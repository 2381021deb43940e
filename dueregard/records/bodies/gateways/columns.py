"""Finding the wanted columns of a table by their headings, wherever they are."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class Table(Protocol):
    """The lines of a table as cells, and the number of the line that was read last: what `csv.reader` gives."""

    @property
    def line_num(self) -> int:
        """Return the number of the line read last, from 1."""

    def __iter__(self) -> Iterator[list[str]]:
        """Return itself."""

    def __next__(self) -> list[str]:
        """Return the cells of the next line."""


class WrongFile(Exception):
    """The file is not of the kind that was chosen."""


class Columns:
    """The positions of the wanted columns. A column that is not wanted is never read."""

    def __init__(self, heading: Sequence[str], *, needed: Sequence[str], wanted: Sequence[str] = ()) -> None:
        places = {_plain(name): place for place, name in enumerate(heading)}
        missing = [name for name in needed if _plain(name) not in places]
        if missing:
            raise WrongFile(
                f"This file has no column “{missing[0]}”. Its first line must name the columns: {', '.join(needed)}."
            )
        self._places = {name: places.get(_plain(name), -1) for name in (*needed, *wanted)}

    def pick(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the wanted cells of a line; empty text for what the line does not have."""
        count = len(cells)
        return {name: cells[place] if 0 <= place < count else "" for name, place in self._places.items()}


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").split()).casefold()
