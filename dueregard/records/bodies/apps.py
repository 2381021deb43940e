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
    Room,
    Rows,
    ShownTo,
    Way,
)


class BodiesConfig(AppConfig):
    name = "dueregard.records.bodies"
    label = "bodies"


ADDS = Adds(
    list_pages=(
        ListPage(
            34,
            "bodies",
            "Every public body in the register",
            (
                "list/all/every/which school/university/college/trust/body",
                "find/search school/university/college/trust/body",
                "email/postal address school/university/college/trust/council/body",
                "contact details/detail/address school/university/college/trust/council/body",
                "who subject/covered/bound/must duty",
            ),
        ),
    ),
    example=(ExamplePiece(20, "Sixty public bodies", "dueregard.records.bodies.actions.bring_example"),),
    notices="dueregard.records.bodies.personal.NOTICES",
    about_nobody="dueregard.records.bodies.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.VISITOR, 40, "Bodies", "bodies"),
        Entry(Menu.DESK, 60, "Bodies", "bodies", under=RailGroup.ASK),
        Entry(Menu.DESK, 50, "Import bodies", "import_bodies", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
    doors=(Door(50, Room.KNOW, "bodies", "What is known about a public body"),),
    does={"ask": "bodies"},
    findables=(Rows(20, "body", "dueregard.records.bodies.queries.findable"),),
    periodic=(Periodic("dueregard.records.bodies.tasks.tell_of_bodies", 60),),
    offers=(Offered(10, "dueregard.records.bodies.queries.open_data"),),
    kinds=(Kind("body", "public body", "Public bodies", ("bodies",)),),
    moves={
        "bodies.Contact": Moves("Addresses to write to"),
        "bodies.Identifier": Moves("Codes"),
        "bodies.OtherName": Moves("Other names"),
        "bodies.NameWord": Moves("Words by which it is found"),
        "bodies.Succession": Moves("Links to the bodies before and after it"),
        "bodies.MergedEntry": Moves("Entries merged into it earlier"),
    },
    ways=(
        Way(
            25,
            "bodies",
            "Ask a public body a question",
            "Find your school, council, trust or university, and write to it.",
        ),
    ),
)
