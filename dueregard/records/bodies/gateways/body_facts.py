"""What a line of an official file says about a body, in the register's own words.

How it is written is decided in `actions/`. A file reader yields one of three things for each line, so that nothing
is dropped silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OtherNameFact:
    """Another name of a body, of a kind the register knows, and until when it was used."""

    name: str
    kind: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A body as one line of a file describes it. `says` holds only the columns which the file has."""

    line: int
    name: str
    kind: str
    nation: str
    identifiers: tuple[tuple[str, str], ...]
    source: str
    says: Mapping[str, str | date | None] = field(default_factory=dict)
    other_names: tuple[OtherNameFact, ...] = ()
    slug: str = ""  # wished for a new body
    may_match_by_name: bool = False  # the file's codes may be new to the register
    nation_is_guessed: bool = False  # then a name match may be in any nation
    adds_new: bool = True  # False: only useful for what is already in the register


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that could not be read, and what to do about it."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line about something this register does not include."""

    line: int
    because: str


Row = BodyFacts | BadRow | LeftOut
