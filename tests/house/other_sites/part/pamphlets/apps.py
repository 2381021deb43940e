"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    ClaimPage,
    Door,
    Entry,
    Kind,
    Menu,
    Periodic,
    RailGroup,
    Room,
    Rows,
    ShownTo,
    Variable,
)


class PamphletsConfig(AppConfig):
    name = "dueregard.parts.pamphlets"
    label = "pamphlets"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 60, "Pamphlets", "pamphlets:all"),
        Entry(Menu.DESK, 95, "Folding", "pamphlets:desk", under=RailGroup.ASK),
        Entry(Menu.DESK, 80, "Paper", "pamphlets:paper", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
    doors=(Door(80, Room.DO, "pamphlets:all", "Take a pamphlet"),),
    desk="dueregard.parts.pamphlets.queries.desk.desk_piece",
    waits="dueregard.parts.pamphlets.queries.waits.waits",
    does={"hand_out": "pamphlets:all"},
    claim_pages=(ClaimPage(40, "pamphlets:one", "a pamphlet"),),
    findables=(Rows(70, "pamphlet", "dueregard.parts.pamphlets.queries.findable"),),
    kinds=(Kind("pamphlet", "pamphlet", "Pamphlets", ("pamphlets",)),),
    periodic=(
        Periodic("dueregard.parts.pamphlets.tasks.fold", 3600),
        Periodic("dueregard.parts.pamphlets.tasks.fetch_paper", 60, when="PAPER_URL"),
    ),
    variables=(Variable("PAMPHLETS_A_DAY", 3), Variable("PAPER_URL", "")),
)
