"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Kind, Menu, Moves, Rows


class FindingsConfig(AppConfig):
    name = "dueregard.records.findings"
    label = "findings"


ADDS = Adds(
    menu=(Entry(Menu.TOOLS, 60, "Questions and findings", "findings:questions", also=("/desk/findings/",)),),
    waits="dueregard.records.findings.queries.waits.waits",
    findables=(Rows(40, "finding", "dueregard.records.findings.queries.findable"),),
    kinds=(Kind("finding", "finding", "Findings", ("findings",)),),
    packaged={"findings.csv": "dueregard.records.findings.queries.packaged"},
    moves={
        "findings.Answer": Moves("Answers to questions", "dueregard.records.findings.queries.moving"),
        "findings.Finding": Moves("Findings"),
    },
)
