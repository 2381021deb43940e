"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, ClaimPage, Door, Entry, Kind, Menu, Periodic, Rows, ShownTo, Variable


class PamphletsConfig(AppConfig):
    name = "dueregard.parts.pamphlets"
    label = "pamphlets"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 60, "Pamphlets", "pamphlets:all"),
        Entry(Menu.DESK, 90, "Folding", "pamphlets:desk"),
        Entry(Menu.TOOLS, 280, "Paper", "pamphlets:paper", to=ShownTo.ADMINISTRATORS),
    ),
    doors=(Door(80, "pamphlets:all", "On paper", "Take a pamphlet", "To read on the way, and to pass on."),),
    desk="dueregard.parts.pamphlets.queries.desk.desk_piece",
    waits="dueregard.parts.pamphlets.queries.waits.waits",
    does={"sign": "pamphlets:all"},
    claim_pages=(ClaimPage(40, "pamphlets:one", "a pamphlet"),),
    findables=(Rows(70, "pamphlet", "dueregard.parts.pamphlets.queries.findable"),),
    kinds=(Kind("pamphlet", "pamphlet", "Pamphlets", ("pamphlets",)),),
    periodic=(
        Periodic("dueregard.parts.pamphlets.tasks.fold", 3600),
        Periodic("dueregard.parts.pamphlets.tasks.fetch_paper", 60, when="PAPER_URL"),
    ),
    variables=(Variable("PAMPHLETS_A_DAY", 3), Variable("PAPER_URL", "")),
)
