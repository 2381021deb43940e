"""What an app keeps about people, as its `personal.py` says it: in which rows, whose it is, why, and for how long.

Values only. The privacy notice, the search for a person, erasing and the periods after which the site erases by itself
are all made from these (`records/rights`). `tests/house/test_what_is_kept.py` fails for a model that is not named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dueregard.rules.privacy.taking_down import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Rows of one model that hold words a person wrote, or that name one.

    Erasing a row empties its `words`, takes `sets`, and lets its bytes go. Everything said `under` it is erased with
    it, and so is what it `takes`: both name foreign keys.
    """

    model: str  # "mail.StoredEmail"
    one: str  # what one of them is called: "held e-mail"
    words: tuple[str, ...]  # fields that are searched for a person and emptied
    bytes: tuple[str, ...] = ()  # fields that name kept bytes by their hash; of JSON, all that stands under "sha256"
    under: tuple[str, ...] = ()  # its own keys: when the row there is erased, so is this one
    takes: tuple[str, ...] = ()  # its own keys: the rows there are erased with it
    strips: tuple[str, ...] = ()  # paths of its keys: of the row there, only the bytes go; they hold this one's, too
    of: str = ""  # its key of the row that must be erased as a whole: its words are in that row's bytes
    sets: Mapping[str, Any] = field(default_factory=dict)  # what its other fields become
    goes: bool = False  # the row itself goes, where an empty one would say nothing
    keeps_history: bool = False  # what happened to it stays on record: only what is typed beside it goes
    names_subject: bool = False  # it names what it is about in `subject`, as the history of a body does
    tells: str = ""  # function of a row, a person and an instant, called first, that writes its own log
    not_while: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # values of a field that stand against it
    why_not: str = ""  # a sentence: what to do first
    found_as: tuple[str, str] = ("", "")  # the kind under which the search knows it, and the path to the key
    group: str = ""  # the path to the group whose it is
    # What everybody could read of it: what the log of take-downs calls that, and the filter of rows that are public.
    thing: Thing | None = None
    public: Mapping[str, Any] = field(default_factory=dict)
    # The site itself erases what is older than this, counted from `since`, of the rows that `only` keeps.
    days: int = 0
    since: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)
    goes_by_itself: bool = False  # with a row whose period is over; what does not say so is never erased unasked


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A paragraph of the privacy notice, and the rows it speaks of. Each sentence stands by itself."""

    order: int
    whose: str  # "If you work for a public body"
    what: str
    why: str
    how_long: str
    rows: tuple[Kept, ...] = ()
