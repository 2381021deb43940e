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
    Periodic,
    RailGroup,
    Room,
    Rows,
    ShownTo,
    WaitsUntil,
)


class PledgeConfig(AppConfig):
    name = "dueregard.parts.pledge"
    label = "pledge"


ADDS = Adds(
    list_pages=(
        ListPage(
            15,
            "pledge:index",
            "Who signed the pledge",
            (
                "which university/council/union/organisation/school sign",
                "who/which/has/university/council/union/organisation sign/take/took/join pledge",
                "list/all signatory/pledge",
                "signatories",
            ),
        ),
    ),
    names_bodies="dueregard.parts.pledge.queries.openly_named.bodies",
    example=(ExamplePiece(87, "Signatories of the pledge", "dueregard.parts.pledge.actions.bring_example"),),
    notices="dueregard.parts.pledge.personal.NOTICES",
    menu=(Entry(Menu.DESK, 66, "Signatories", "pledge:desk", under=RailGroup.ASK, to=ShownTo.ACTING),),
    doors=(
        Door(12, Room.DO, "pledge:ask", "Sign the pledge as an organisation"),
        Door(47, Room.KNOW, "pledge:index", "Who signed the pledge", leads="dueregard.parts.pledge.access.listed"),
    ),
    waits="dueregard.parts.pledge.queries.waits.waits",
    does={"sign": "pledge:index"},
    findables=(Rows(62, "signatory", "dueregard.parts.pledge.queries.findable"),),
    kinds=(Kind("signatory", "signatory", "Signatories of the pledge", ("signatories", "signatory", "pledge")),),
    area_pieces="dueregard.parts.pledge.queries.near.area_pieces",
    # A proof by e-mail holds for a year, whatever the clock did; the others are looked at again within about a week.
    waits_until=(WaitsUntil("pledge.Proof", "next_at", most=8 * 86_400, only={"kind__in": ("link", "file", "dns")}),),
    periodic=(
        Periodic("dueregard.parts.pledge.tasks.look_at_proofs", 600),
        Periodic("dueregard.parts.pledge.tasks.let_days_pass", 3600),
    ),
)
