"""What one line of the table says of an address: which object its words name, and what is asked of who comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.doors.kinds import KINDS

# Who may come, beyond the people who may see the object.
ALL = frozenset(KINDS)
SIGNED_IN = ALL - {"visitor", "half"}
ACTS = frozenset({"caseworker", "outsider", "administrator"})  # writes, sends and publishes in a group's name
MEMBERS = SIGNED_IN - {"departed"}  # works in some group


@dataclass(frozen=True)
class Asks:
    """What an address names and needs. `kind` is of World.things; `fill` gives the words that the object lacks."""

    kind: str = ""
    who: frozenset[str] = ALL
    fill: Mapping[str, Any] = field(default_factory=dict)
    sends: Mapping[str, Any] = field(default_factory=dict)  # the least that a form must hold to be read at all
    is_kind: bool = False  # leads members who may not act back to a page that says so
    is_shown: bool = False  # what is put on a public object is seen by everybody: then only who acts for its group may


def named(kind: str, *, sends: Mapping[str, Any] | None = None, **fill: Any) -> Asks:
    """Expect an address that everybody may use who may see the object."""
    return Asks(kind, ALL, fill, sends or {})


def acting(kind: str, *, sends: Mapping[str, Any] | None = None, is_kind: bool = False, **fill: Any) -> Asks:
    """Expect an address for those who may see the object and act in its group's name."""
    return Asks(kind, ACTS, fill, sends or {}, is_kind=is_kind)
