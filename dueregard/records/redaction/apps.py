"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, ExamplePiece, Menu, Periodic, RailGroup, WaitsUntil


class RedactionConfig(AppConfig):
    name = "dueregard.records.redaction"
    label = "redaction"


ADDS = Adds(
    example=(ExamplePiece(50, "Public copies, drawn and read", "dueregard.records.redaction.actions.bring_example"),),
    notices="dueregard.records.redaction.personal.NOTICES",
    menu=(Entry(Menu.DESK, 20, "Copies to check", "redaction:second_look", under=RailGroup.EVIDENCE),),
    waits="dueregard.records.redaction.queries.waits.waits",
    packaged={"redactions.json": "dueregard.records.redaction.queries.packaged"},
    periodic=(Periodic("dueregard.records.redaction.tasks.sweep_public_copies", 30),),
    waits_until=(
        WaitsUntil("redaction.PublicCopy", "claimed_until", most=1800),
        WaitsUntil("redaction.PublicCopy", "prepared_at", only={"state": "waiting"}),
    ),
)
