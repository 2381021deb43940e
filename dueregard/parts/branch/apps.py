"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Entry,
    ExamplePiece,
    InNetwork,
    Kind,
    ListPage,
    Menu,
    Moves,
    Offered,
    RailGroup,
    Role,
    Room,
    Rows,
    Way,
)


class BranchConfig(AppConfig):
    name = "dueregard.parts.branch"
    label = "branch"


ADDS = Adds(
    list_pages=(
        ListPage(
            60,
            "branch:texts",
            "Motions and policies that were adopted",
            (
                "which/who/what/list pass/carry/carried/adopt motion/policy/resolution",
                "example/sample/other/existing/previous motion/policy/resolution",
                "motions passed/carried/adopted",
            ),
        ),
    ),
    in_network=(InNetwork(50, "dueregard.parts.branch.queries.in_network"),),
    example=(ExamplePiece(75, "A branch half-way along its path", "dueregard.parts.branch.actions.bring_example"),),
    notices="dueregard.parts.branch.personal.NOTICES",
    menu=(Entry(Menu.DESK, 55, "Branch path", "branch:all", under=RailGroup.ASK),),
    doors=(Door(62, Room.DO, "branch:index", "Act with your branch or student union"),),
    names_bodies="dueregard.parts.branch.queries.openly_named.bodies",
    waits="dueregard.parts.branch.queries.waits.waits",
    body_pieces="dueregard.parts.branch.queries.path_page.pieces",
    offers=(Offered(75, "dueregard.parts.branch.queries.open_data"),),
    findables=(Rows(47, "adopted_text", "dueregard.parts.branch.queries.findable"),),
    kinds=(Kind("adopted_text", "adopted text", "Adopted texts", ("motions", "policies")),),
    moves={
        "branch.Path": Moves("Branch paths", "dueregard.parts.branch.queries.moving"),
        "branch.AdoptedText": Moves("Adopted texts"),
    },
    ways=(
        Way(
            40,
            "branch:index",
            "Take it to your branch or student union",
            "Nine steps, from a motion to an answer.",
            frozenset({Role.STUDENT, Role.TEACHER, Role.NHS, Role.UNION}),
        ),
    ),
)
