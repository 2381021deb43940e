"""The shape of a table of open data: its columns with their types, what it can be narrowed by, and who may use it how.

Which rows there are, the app that offers the table knows; `openapi` and `packaging` describe the shape to machines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a column holds. Every code is text, also one that looks like a number, a month or a power of ten."""

    TEXT = "text"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    DAY = "day"  # a UK calendar date
    INSTANT = "instant"  # in UTC, to the second
    ADDRESS = "web address"
    WORDS = "list of words"


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms a table may be used: a code of Open Definition's list where there is one, and who to name."""

    code: str
    title: str
    url: str
    source: str  # the line that names the source


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `may_miss`: the value may be null. A text is then empty rather than null, a web address is null."""

    name: str
    type: Type
    says: str
    example: str | int | bool | tuple[str, ...] | None
    may_miss: bool = False
    one_of: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it can hold, for a reader: without the empty one."""
        return tuple(one for one in self.one_of if one)


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing by which rows can be narrowed: exactly this value of a column."""

    name: str
    says: str
    example: str
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refers:
    """A column that names a row of another table, by that table's first column."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Its first column identifies a row; `since` is the column that says when a row became
    public: rows follow each other by that instant, though most tables tell only its day.

    A row that becomes public later comes later, so whoever reads on misses none. `changed`: the column that says when
    a row last changed, if the app knows that of everything in the row.
    """

    name: str
    one: str
    title: str
    says: str
    licence: Licence
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    refers: tuple[Refers, ...] = ()
    since: str = ""
    changed: str = ""

    @property
    def key(self) -> Column:
        """The column that identifies a row."""
        return self.columns[0]

    @property
    def example(self) -> dict[str, object]:
        """A row as it might be; invented."""
        return {one.name: list(one.example) if isinstance(one.example, tuple) else one.example for one in self.columns}


ATTRIBUTION = "https://creativecommons.org/licenses/by/4.0/"


def by_groups(source: str) -> Licence:
    """Return the terms for what campaign groups wrote down themselves."""
    return Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", ATTRIBUTION, source)


def by_registers(source: str) -> Licence:
    """Return the terms for facts out of official registers."""
    return Licence(
        "OGL-UK-3.0",
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        source,
    )


def as_said(source: str) -> Licence:
    """Return the terms where each row, or the thing it tells of, says its own."""
    return Licence("", "Each row or document says its own", "", source)
