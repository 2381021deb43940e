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
    Offered,
    RailGroup,
    Role,
    Room,
    Rows,
    ShownTo,
    Way,
)


class AreasConfig(AppConfig):
    name = "dueregard.records.areas"
    label = "areas"


ADDS = Adds(
    list_pages=(
        ListPage(
            30,
            "areas",
            "Where every council stands, on a map",
            (
                "map",
                "all/every/list council/area",
                "council/area compare/near/stand",
                "what/find my council",
                "what my council/area do",
            ),
        ),
    ),
    example=(ExamplePiece(5, "The county on the map", "dueregard.records.areas.actions.bring_example"),),
    about_nobody="dueregard.records.areas.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.VISITOR, 20, "Where things stand", "areas"),
        Entry(Menu.DESK, 55, "Areas", "areas", under=RailGroup.ASK),
        Entry(Menu.DESK, 55, "Import areas", "area_files", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
    doors=(Door(30, Room.KNOW, "areas", "Where every council stands"),),
    findables=(Rows(25, "area", "dueregard.records.areas.queries.findable"),),
    body_pieces="dueregard.records.areas.queries.about_body.pieces",
    offers=(Offered(20, "dueregard.records.areas.queries.open_data"),),
    kinds=(Kind("area", "council area", "Council areas", ("areas", "area", "council area")),),
    ways=(
        Way(
            55,
            "areas",
            "See where every council stands",
            "A map of what councils were asked and answered.",
            frozenset({Role.JOURNALIST, Role.COUNCILLOR, Role.PARENT}),
        ),
    ),
)
