"""What can be found: one page, letter, case, body or section, with who may find it. Pure values and their fingerprint.

Where findable things come from is each app's own `queries/findable.py`; how they are kept and found, foundation/search.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

MEMBERS = "members"  # among the groups of whoever is signed in: what members of any group may find


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing that a search may show: the unit of a hit.

    `kind` is what a reader would call it. `key` names the row it is made of, which is of the same kind unless `of` says
    another: a page is made of a document. One row may give several, told apart by `part`.
    Everybody may find it when `is_public`, else the members of `group` alone; with neither, nobody.
    `instead_in` names a group that has the original, so that its members do not find the public copy as well.
    """

    kind: str
    key: str
    title: str
    text: str
    url: str
    since: datetime  # from when it could be found: what feeds are ordered by
    of: str = ""  # kind of its row, as `settings.FINDABLE_KINDS` and `mark_changed` call it
    part: str = ""
    group: str = ""
    is_public: bool = False
    instead_in: str = ""
    label: str = ""  # what it is, in a word or two: “page 3”, “reply”
    by: str = ""  # who wrote it, as readers know them
    body: str = ""  # id of the public body it is about
    about: str = ""  # further names it should be found by, one a line, though they do not stand in its text
    asked: tuple[str, ...] = ()  # words in which people ask for it; they weigh as much as its title
    dated_on: date | None = None
    cases: tuple[str, ...] = ()  # ids of the cases it belongs to; what one is called is found under the kind “case”
    exemptions: tuple[str, ...] = ()
    document: str = ""  # id of the document it is a page of
    page: int | None = None
    start_ms: int | None = None  # where in a recording it begins

    def __post_init__(self) -> None:
        """Refuse what could never be told apart. Raises: ValueError"""
        if not self.kind or not self.key:
            raise ValueError("A findable thing has a kind and a key.")

    def may_be_found(self, groups: Collection[str]) -> bool:
        """Tell whether a member of these groups may find it; a visitor is a member of none."""
        return (self.is_public or bool(self.group and self.group in groups)) and self.instead_in not in groups

    @property
    def row_kind(self) -> str:
        """The kind of the row it is made of."""
        return self.of or self.kind

    def fingerprint(self) -> int:
        """Return a number that changes whenever anything of it does: 63 bits, so that it fits a signed integer."""
        told = "\x1f".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))
        return int.from_bytes(hashlib.sha256(told.encode("utf-8", "replace")).digest()[:8], "big") >> 1
