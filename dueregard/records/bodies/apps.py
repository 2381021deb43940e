"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Door, Entry, Kind, Menu, Moves, Rows, ShownTo


class BodiesConfig(AppConfig):
    name = "dueregard.records.bodies"
    label = "bodies"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 40, "Bodies", "bodies"),
        Entry(Menu.DESK, 60, "Bodies", "bodies"),
        Entry(Menu.TOOLS, 240, "Import bodies", "import_bodies", to=ShownTo.ADMINISTRATORS),
    ),
    doors=(
        Door(
            60,
            "bodies",
            "Councils, schools, universities, the NHS, the police",
            "Find a public body",
            "Search by whatever name you know: see which laws apply, where to write, and what we know it has done.",
        ),
    ),
    does={"ask": "bodies"},
    findables=(Rows(20, "body", "dueregard.records.bodies.queries.findable"),),
    kinds=(Kind("body", "public body", "Public bodies", ("bodies",)),),
    moves={
        "bodies.Contact": Moves("Addresses to write to"),
        "bodies.Identifier": Moves("Codes"),
        "bodies.OtherName": Moves("Other names"),
        "bodies.NameWord": Moves("Words by which it is found"),
        "bodies.Succession": Moves("Links to the bodies before and after it"),
        "bodies.MergedEntry": Moves("Entries merged into it earlier"),
    },
)
