"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Entry,
    ExamplePiece,
    Kind,
    ListPage,
    Menu,
    Moves,
    Offered,
    Periodic,
    RailGroup,
    Role,
    Room,
    Rows,
    Way,
)


class TrainingConfig(AppConfig):
    name = "dueregard.parts.training"
    label = "training"


ADDS = Adds(
    list_pages=(
        ListPage(
            65,
            "training:sessions",
            "Training sessions on record",
            (
                "what/which/who training/course/workshop say/said/teach/taught/tell/told/deliver/give/gives",
                "what in training/course/workshop/slides",
                "list/all training/course/workshop",
            ),
        ),
    ),
    names_bodies="dueregard.parts.training.queries.openly_named.bodies",
    example=(ExamplePiece(80, "Training on record", "dueregard.parts.training.actions.bring_example"),),
    notices="dueregard.parts.training.personal.NOTICES",
    about_nobody="dueregard.parts.training.personal.ABOUT_NOBODY",
    menu=(Entry(Menu.DESK, 40, "Training", "training:all", under=RailGroup.EVIDENCE),),
    doors=(Door(60, Room.DO, "training:recording", "Put a training session on record"),),
    does={"record": "training:recording"},
    waits="dueregard.parts.training.queries.waits.waits",
    body_pieces="dueregard.parts.training.queries.lists.pieces",
    offers=(Offered(77, "dueregard.parts.training.queries.open_data"),),
    findables=(
        Rows(44, "training", "dueregard.parts.training.queries.findable"),
        Rows(45, "statement", "dueregard.parts.training.queries.findable_statements"),
    ),
    kinds=(
        Kind("training", "training session", "Training sessions", ("training", "workshops", "courses")),
        Kind("statement", "sentence said in training", "Said in training", ("statements",)),
    ),
    periodic=(Periodic("dueregard.parts.training.tasks.look_again", 300),),
    moves={"training.Session": Moves("Training sessions")},
    ways=(
        Way(
            65,
            "training:recording",
            "Put a training session on record",
            "What was said, and on which slide.",
            frozenset({Role.TEACHER, Role.NHS, Role.UNION}),
        ),
    ),
)
