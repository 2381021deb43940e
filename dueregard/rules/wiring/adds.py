"""What an app adds to the site, as its `apps.py` says it in a constant called ADDS: names and numbers, never code.

A page is given by the name of its address, a function by its dotted path; whoever needs one looks it up. `joined`
decides how the additions of all apps are put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Menu(StrEnum):
    """Where an entry is shown."""

    VISITOR = "visitor"  # the head of every page, to whoever is not signed in
    DESK = "desk"  # the head of every page, to whoever is
    TOOLS = "tools"  # the foot of every page, to whoever is
    FOOT = "foot"  # the foot of every page, to everybody
    PRACTICE = "practice"  # beside the words that no e-mail leaves this site


class ShownTo(StrEnum):
    """Who finds an entry in a menu for people who are signed in. Whether they may open the page, its view says."""

    EVERYBODY = "everybody"
    ACTING = "acting"  # who acts in the name of a group
    ADMINISTRATORS = "administrators"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a menu. Entries stand in the order of their numbers."""

    menu: Menu
    order: int
    words: str
    page: str  # the name of its address
    to: ShownTo = ShownTo.EVERYBODY
    near: tuple[str, ...] = ()  # only on pages below these: telling who acts for a group costs a query
    also: tuple[str, ...] = ()  # pages below these belong under it, too
    is_alone: bool = False  # pages below its own address do not belong under it
    is_quiet: bool = False  # leaves no way back to the page before


@dataclass(frozen=True, slots=True)
class Door:
    """A way in on the home page, named after what the reader came for."""

    order: int
    page: str
    label: str
    words: str
    promise: str
    is_quiet: bool = False  # leaves no way back to the home page


@dataclass(frozen=True, slots=True)
class Periodic:
    """A task that runs again and again; with `when`, only where that setting is not empty."""

    task: str
    seconds: int
    when: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of which something can be found, and the module that says what. A search for nothing shows them in order."""

    order: int
    kind: str
    module: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that a search shows: what one is called, what several are, and the words that ask for it."""

    kind: str
    one: str
    several: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A page under which a person may put a passage of a document, and what it is called in a sentence."""

    order: int
    page: str
    words: str


@dataclass(frozen=True, slots=True)
class Moves:
    """Rows that belong to a public body: what several are called, and the module that says more of them, if one does.

    They move when two entries of one body are merged. What such a module holds, `records/bodies/queries/moving` says.
    """

    several: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A setting that an operator may give as DUEREGARD_<name>; its default says of which type it is."""

    name: str
    default: str | bool | int
    is_own_address: bool = False  # an address at which this site answers: its host is let in


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder in the state folder: the setting that holds its path, its name, and what lies in it."""

    setting: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Program:
    """A program beside the site that it uses where it is installed, and what people do without where it is not."""

    name: str
    command: str
    packages: str  # of Debian, as one types them
    without: str  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Adds:
    """Everything that an app adds. What it leaves out, it does not add."""

    # What people see
    menu: tuple[Entry, ...] = ()
    doors: tuple[Door, ...] = ()
    desk: str = ""  # function of a person that returns a `DeskPiece` of the page they start on
    waits: str = ""  # function of a person and a day that returns what waits (`records/todo/queries/kinds`)
    does: Mapping[str, str] = field(default_factory=dict)  # what a pack's section advises -> page that does it
    claim_pages: tuple[ClaimPage, ...] = ()
    # What is found
    findables: tuple[Rows, ...] = ()
    kinds: tuple[Kind, ...] = ()
    packaged: Mapping[str, str] = field(default_factory=dict)  # file of a package of documents -> module that writes it
    # What belongs to a public body
    moves: Mapping[str, Moves] = field(default_factory=dict)  # model ("evidence.Document") -> what its rows are
    body_merged_tasks: tuple[str, ...] = ()  # told of the entry that was kept, by its id
    # What happens by itself
    periodic: tuple[Periodic, ...] = ()
    mail_arrival_task: str = ""  # files a stored e-mail; only one app of a site can
    mail_settled_tasks: tuple[str, ...] = ()  # told when the outcome of letters is known
    pack_changed_tasks: tuple[str, ...] = ()  # told when a pack's texts have changed
    pack_read_at: str = ""  # the page where a pack's sections are read; only one app of a site can
    # What it needs
    before_all: tuple[str, ...] = ()  # middleware that answers before sessions and cookies
    variables: tuple[Variable, ...] = ()
    fixed: Mapping[str, float] = field(default_factory=dict)  # settings that nobody but a test changes
    folders: tuple[Folder, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)  # folder among the site's files -> what lies in it
    programs: tuple[Program, ...] = ()
    logs_by_day: tuple[str, ...] = ()  # logs that tell no time finer than a day
