"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Periodic


class RedactionConfig(AppConfig):
    name = "dueregard.records.redaction"
    label = "redaction"


ADDS = Adds(
    waits="dueregard.records.redaction.queries.waits.waits",
    packaged={"redactions.json": "dueregard.records.redaction.queries.packaged"},
    periodic=(Periodic("dueregard.records.redaction.tasks.sweep_public_copies", 120),),
)
