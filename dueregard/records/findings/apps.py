"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Entry,
    ExamplePiece,
    InNetwork,
    Kind,
    Menu,
    Moves,
    Offered,
    Periodic,
    RailGroup,
    Rows,
)


class FindingsConfig(AppConfig):
    name = "dueregard.records.findings"
    label = "findings"


ADDS = Adds(
    in_network=(InNetwork(20, "dueregard.records.findings.queries.in_network"),),
    names_bodies="dueregard.records.findings.queries.openly_named.bodies",
    example=(ExamplePiece(60, "Findings of two readers", "dueregard.records.findings.actions.bring_example"),),
    notices="dueregard.records.findings.personal.NOTICES",
    menu=(
        Entry(
            Menu.DESK,
            30,
            "Questions and findings",
            "findings:questions",
            under=RailGroup.EVIDENCE,
            also=("/desk/findings/", "/desk/right-of-reply/"),
            counts=("findings:replies",),
        ),
    ),
    waits="dueregard.records.findings.queries.waits.waits",
    offers=(Offered(50, "dueregard.records.findings.queries.open_data"),),
    findables=(Rows(40, "finding", "dueregard.records.findings.queries.findable"),),
    body_pieces="dueregard.records.findings.queries.about_body.pieces",
    known="dueregard.records.findings.queries.on_map",
    kinds=(Kind("finding", "finding", "Findings", ("findings",)),),
    packaged={"findings.csv": "dueregard.records.findings.queries.packaged"},
    moves={
        "findings.Answer": Moves("Answers to questions", "dueregard.records.findings.queries.moving"),
        "findings.Finding": Moves("Findings"),
        "findings.Source": Moves("Web pages and minutes behind answers"),
        "findings.ReplyLink": Moves("Links for the right of reply"),
        "findings.Statement": Moves("What it said about claims"),
    },
    document_shown_tasks=("dueregard.records.findings.tasks.follow_document",),
    periodic=(Periodic("dueregard.records.findings.tasks.follow_every_document", 86_400),),
    thread="dueregard.records.findings.queries.on_thread.strands",
)
