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


class TrackerConfig(AppConfig):
    name = "dueregard.parts.tracker"
    label = "tracker"


ADDS = Adds(
    list_pages=(
        ListPage(
            40,
            "tracker:public_demands",
            "What was demanded, and what came of it",
            (
                "what/which/who demand",
                "what ask/asked to do",
                "list/all demand",
                "campaign win/won/success/victory",
                "what achieve/won/win",
            ),
        ),
        ListPage(
            42,
            "tracker:worked",
            "What worked elsewhere",
            (
                "what/which/who/has work/worked/success elsewhere/other/others",
                "success/successful campaign/school/council/university/branch",
                "how stop/beat/win/won campaign/prevent",
            ),
        ),
        ListPage(
            44,
            "tracker:public_decisions",
            "Who decided not to cooperate",
            (
                "who/which boycott",
                "who/which branch/union/council/organisation/university decide/vote/voted",
                "who/which refuse/stop/not cooperate/comply/take/implement",
                "non cooperation/cooperate",
                "list/register decision",
            ),
        ),
    ),
    in_network=(InNetwork(30, "dueregard.parts.tracker.queries.in_network"),),
    names_bodies="dueregard.parts.tracker.queries.openly_named.bodies",
    example=(ExamplePiece(70, "Demands and decisions", "dueregard.parts.tracker.actions.bring_example"),),
    notices="dueregard.parts.tracker.personal.NOTICES",
    about_nobody="dueregard.parts.tracker.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.DESK, 62, "Demands", "tracker:demands", under=RailGroup.ASK, also=("/desk/demand-lines/",)),
        Entry(Menu.DESK, 64, "Decisions", "tracker:decisions", under=RailGroup.ASK, also=("/desk/decision-lines/",)),
    ),
    doors=(
        Door(
            45,
            Room.KNOW,
            "tracker:public_demands",
            "What was demanded, and what came of it",
            leads="dueregard.parts.tracker.access.public_demands",
        ),
        Door(
            46,
            Room.KNOW,
            "tracker:public_decisions",
            "Who decided not to cooperate",
            leads="dueregard.parts.tracker.access.public_decisions",
        ),
    ),
    waits="dueregard.parts.tracker.queries.waits.waits",
    findables=(
        Rows(60, "demand", "dueregard.parts.tracker.queries.findable_demands"),
        Rows(61, "decision", "dueregard.parts.tracker.queries.findable_decisions"),
    ),
    kinds=(
        Kind("demand", "demand", "Demands", ("demands", "demand")),
        Kind("decision", "decision not to cooperate", "Decisions not to cooperate", ("decisions", "non-cooperation")),
    ),
    offers=(
        Offered(60, "dueregard.parts.tracker.queries.open_demands"),
        Offered(65, "dueregard.parts.tracker.queries.open_decisions"),
    ),
    body_pieces="dueregard.parts.tracker.queries.about_body.pieces",
    moves={
        "tracker.Demand": Moves("Demands"),
        "tracker.Decision": Moves("Decisions not to cooperate"),
        "tracker.BodySize": Moves("How big it is"),
    },
    thread="dueregard.parts.tracker.queries.on_thread.strands",
    ways=(
        Way(
            70,
            "tracker:worked",
            "See what worked elsewhere",
            "Demands that were won, at bodies like yours.",
            frozenset({Role.PARENT, Role.STUDENT, Role.TEACHER, Role.NHS, Role.UNION, Role.COUNCILLOR}),
        ),
        Way(
            72,
            "tracker:public_decisions",
            "See who decided not to cooperate",
            "Each with its vote and its minute.",
            frozenset({Role.STUDENT, Role.TEACHER, Role.NHS, Role.UNION, Role.JOURNALIST}),
        ),
    ),
)
