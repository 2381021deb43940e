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
    DESK = "desk"  # the rail beside every page of the desk, to whoever is
    FOOT = "foot"  # the foot of every page, to everybody
    PRACTICE = "practice"  # beside the words that no e-mail leaves this site


class RailGroup(StrEnum):
    """The groups of the desk's rail, in order, with the words above each. The first needs no words."""

    TODAY = "Today"
    ASK = "Ask and hear"
    EVIDENCE = "Evidence"
    GUIDE = "Guide and help"
    SITE = "Site"


class ShownTo(StrEnum):
    """Who finds an entry in a menu for people who are signed in. Whether they may open the page, its view says."""

    EVERYBODY = "everybody"
    ACTING = "acting"  # who acts in the name of a group
    ADMINISTRATORS = "administrators"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a menu. Entries stand in the order of their numbers; those of the rail, in their group."""

    menu: Menu
    order: int
    words: str
    page: str  # the name of its address
    to: ShownTo = ShownTo.EVERYBODY
    under: RailGroup = RailGroup.TODAY  # the heading in the rail
    counts: tuple[str, ...] = ()  # further pages of which the rail counts what waits under this entry
    also: tuple[str, ...] = ()  # pages below these belong under it, too
    is_alone: bool = False  # pages below its own address do not belong under it
    is_quiet: bool = False  # leaves no way back to the page before
    is_first: bool = False  # a button beside the menu, in sight on a phone, too


class Room(StrEnum):
    """The three doors of the home page, by what a reader came for; what apps add stands behind one of them."""

    HELP = "help"
    DO = "do"
    KNOW = "know"


@dataclass(frozen=True, slots=True)
class Door:
    """A way in on the home page, in the reader's own words."""

    order: int
    room: Room
    page: str
    words: str
    promise: str = ""  # what a reader of the first door finds behind it
    is_quiet: bool = False  # leaves no way back to the home page
    leads: str = ""  # function of the rows behind it; a door without rows is not shown, one without a function always


class Role(StrEnum):
    """Who somebody is who wants to do something."""

    PARENT = "parent"
    STUDENT = "student"
    TEACHER = "teacher"
    NHS = "nhs"
    UNION = "union"
    COUNCILLOR = "councillor"
    JOURNALIST = "journalist"

    @property
    def words(self) -> str:
        """What a page calls them."""
        return _ROLES[self][0]

    @property
    def place(self) -> str:
        """What they would type to say where they are."""
        return _ROLES[self][1]

    @property
    def about(self) -> str:
        """What they want, in a sentence."""
        return _ROLES[self][2]


_ROLES = {
    Role.PARENT: ("Parent or carer", "school or council", "Find out what your school does, and write to it."),
    Role.STUDENT: ("Student", "university or college", "Ask your university or college, and act with your union."),
    Role.TEACHER: (
        "Teacher or lecturer",
        "school, college or council",
        "Know what the duty asks of you, and what not.",
    ),
    Role.NHS: ("NHS or care worker", "trust or health board", "Know what the duty asks of you, and ask your trust."),
    Role.UNION: ("Union member", "employer or council", "Take it to your branch, and to your employer."),
    Role.COUNCILLOR: ("Councillor", "council", "Ask your council for figures, and move a motion."),
    Role.JOURNALIST: (
        "Journalist or researcher",
        "council or other body",
        "Find documents, their sources and the data.",
    ),
}
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Way:
    """Something to do for people of some kinds, in the order of its number: its page, its words, what it is for."""

    order: int
    page: str
    words: str
    promise: str
    to: frozenset[Role] = EVERYONE


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list open to everybody that answers questions no single page does, in the order of its number.

    `asked`: ways to ask for it, each as the words that must all be there, in small letters. Words joined by a stroke
    are as good as one another: “who/which refuse/decline answer”. Forms of a word count as the word. After a dash
    stand words that must not be there: “what council say -law”.
    """

    order: int
    page: str
    words: str
    asked: tuple[str, ...]
    narrowed: str = ""  # how its address narrows it: “stands=refused”


@dataclass(frozen=True, slots=True)
class Periodic:
    """A task that runs again and again; with `when`, only where that setting is not empty."""

    task: str
    seconds: int
    when: str = ""


@dataclass(frozen=True, slots=True)
class WaitsUntil:
    """A field until which rows wait; when the clock is set back, an instant that was to come soon may be far ahead.

    With `written`, the field that says when the row was written: as long from now as it was to wait then. Without, at
    the most so many seconds from now.
    """

    model: str  # "mail.OutgoingMessage"
    until: str
    written: str = ""
    most: int = 0
    only: Mapping[str, object] = field(default_factory=dict)  # a condition on the rows, as a filter takes it


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of which something can be found, and the module that says what. A search for nothing shows them in order."""

    order: int
    kind: str
    module: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A table of open data, in the order of its number: the module that holds its `OFFER`."""

    order: int
    module: str


@dataclass(frozen=True, slots=True)
class InNetwork:
    """A kind of thing that groups put into their network, in the order of its number: the module with its `KIND`."""

    order: int
    module: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that a search shows: what one is called, what several are, and the words that ask for it.

    `is_advice`: it answers somebody who asks what to do, and comes first for them.
    """

    kind: str
    one: str
    several: str
    words: tuple[str, ...]
    is_advice: bool = False


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
    backed_up: bool = False  # each back-up holds it as it is then, and what was deleted here goes from earlier ones


@dataclass(frozen=True, slots=True)
class Program:
    """A program beside the site that it uses where it is installed, and what people do without where it is not."""

    name: str
    command: str
    packages: str  # of Debian, as one types them
    without: str  # a sentence


@dataclass(frozen=True, slots=True)
class ExamplePiece:
    """What an app brings to the invented county: pieces are made in the order of their numbers, in these words.

    `foundation/example/queries/pieces` says what the module holds.
    """

    order: int
    words: str
    module: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adds:
    """Everything that an app adds. What it leaves out, it does not add."""

    # What people see
    menu: tuple[Entry, ...] = ()
    doors: tuple[Door, ...] = ()
    ways: tuple[Way, ...] = ()  # what people can do, by who they are
    figures: str = ""  # function of a day that returns the figures it has for the home page (`figures`)
    facts: str = ""  # function that returns sourced facts for the home page (`figures.HomeFact`)
    examined: str = ""  # function of an instant that returns `Remark`s (rules/wiring/examined), for `dueregard doctor`
    desk: str = ""  # function of a person that returns a `DeskPiece` of the page they start on
    first_steps: str = ""  # function of a person and the real day: what a fresh site needs of them (`FirstNeeds`)
    works: str = ""  # function of the real instant that says what of it works, for everybody (`works.Works`)
    waits: str = ""  # function of a person and a day that returns what waits (`records/todo/queries/kinds`)
    reach: str = ""  # function of a contact's text and a day: how it can be reached; only one app of a site can
    stands: str = (
        ""  # function that says which bodies were asked openly, with what result (`records/areas/queries/asked`)
    )
    known: str = ""  # module that says which questions are answered openly, and how (`records/areas/queries/known`)
    does: Mapping[str, str] = field(default_factory=dict)  # what a pack's section advises -> page that does it
    claim_pages: tuple[ClaimPage, ...] = ()
    # What is found
    findables: tuple[Rows, ...] = ()
    kinds: tuple[Kind, ...] = ()
    list_pages: tuple[ListPage, ...] = ()  # lists that a search names above what it found
    offers: tuple[Offered, ...] = ()  # tables of open data (`foundation/opendata/queries/offer`)
    in_network: tuple[InNetwork, ...] = ()  # what groups can put into a network (`wiring/network_kind`)
    packaged: Mapping[str, str] = field(default_factory=dict)  # file of a package of documents -> module that writes it
    # What belongs to a public body
    body_pieces: str = ""  # function of a body, a person, a day and a page's number: `BodyPiece`s of the body's page
    names_bodies: str = ""  # function of ids of bodies that returns those which something open to everybody names
    thread: str = ""  # function of a body and a day: what there is at the stations of its thread (`wiring/thread`)
    area_pieces: str = ""  # function of an area, a person, how far areas are (area -> 0, 1 …) and a day: `BodyPiece`s
    moves: Mapping[str, Moves] = field(default_factory=dict)  # model ("evidence.Document") -> what its rows are
    body_merged_tasks: tuple[str, ...] = ()  # told of the entry that was kept, by its id
    document_shown_tasks: tuple[str, ...] = ()  # told of a document that was published or withdrawn, by its id
    # What it keeps about people
    notices: str = ""  # constant of `Notice`s in the app's `personal.py` (rules/wiring/personal)
    about_nobody: str = ""  # constant there: model -> why its words are about nobody
    brought_to_requests: str = ""  # function of an id: what a complaint says, for the request made of it; only one app
    erased_tasks: tuple[str, ...] = ()  # told when rows were erased: whatever was made from them goes, too
    # What happens by itself
    periodic: tuple[Periodic, ...] = ()
    waits_until: tuple[WaitsUntil, ...] = ()
    site_time: tuple[str, ...] = ()  # packages of views that read the site's own clock, which practice may move ahead
    day_passes: tuple[str, ...] = ()  # actions that do a day's casework in practice mode (`now`: that morning)
    dated_after: tuple[str, ...] = ()  # queries: how many things are dated after an instant
    example: tuple[ExamplePiece, ...] = ()  # what it brings to the invented county
    practised: str = ""  # function of a person: letters that practice mode kept (`practised.PractisedLetter`)
    practice_ends: tuple[str, ...] = ()  # actions that deal with what was only practised; each returns a sentence
    mail_arrival_task: str = ""  # files a stored e-mail; only one app of a site can
    mail_claims: str = ""  # function of addresses: the task that files an e-mail to them, where it is this app's
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
