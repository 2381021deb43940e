"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, ClaimPage, Door, Entry, Kind, Menu, Moves, Periodic, Rows


class FoiConfig(AppConfig):
    name = "dueregard.parts.foi"
    label = "foi"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 30, "Requests", "foi:public_list"),
        Entry(Menu.DESK, 20, "Campaigns", "foi:campaigns"),
        Entry(Menu.DESK, 30, "Requests", "foi:cases", also=("/desk/cases/", "/desk/messages/", "/desk/replies/")),
        Entry(Menu.DESK, 40, "Holding pen", "foi:pen"),
        Entry(Menu.TOOLS, 30, "Outbox", "foi:outbox"),
        Entry(Menu.TOOLS, 40, "Your calendar", "foi:feeds"),
        Entry(Menu.TOOLS, 70, "Import e-mails", "foi:import"),
        Entry(Menu.PRACTICE, 10, "Open the mailroom", "foi:mailroom"),
    ),
    doors=(
        Door(
            40,
            "desk",
            "For people in a group",
            "Ask a public body",
            "Write one question, send it to every body it concerns, and watch the answers come in. "
            "You need an account from your group.",
        ),
        Door(
            50,
            "foi:public_list",
            "Published requests",
            "See what public bodies answered",
            "What was asked, what came back, what was withheld, and under which section of the law.",
        ),
    ),
    desk="dueregard.parts.foi.queries.desk.desk_piece",
    waits="dueregard.parts.foi.queries.waits.waits",
    does={"ask": "foi:public_list"},
    claim_pages=(ClaimPage(30, "foi:case", "a case"),),
    findables=(Rows(50, "case", "dueregard.parts.foi.queries.findable"),),
    kinds=(
        Kind("letter", "letter", "Letters we sent", ("letters",)),
        Kind("reply", "reply", "Replies", ("replies", "answer", "answers")),
        Kind("case", "request", "Requests", ("cases", "request", "requests")),
    ),
    periodic=(
        Periodic("dueregard.parts.foi.tasks.settle_letters", 10),
        Periodic("dueregard.parts.foi.tasks.recompute_dates", 60),
        Periodic("dueregard.parts.foi.tasks.sweep_files", 60),
        Periodic("dueregard.parts.foi.tasks.send_digests", 900),
        Periodic("dueregard.parts.foi.tasks.publish_planned", 900),
    ),
    mail_arrival_task="dueregard.parts.foi.tasks.file_stored_email",
    mail_settled_tasks=("dueregard.parts.foi.tasks.settle_letters",),
    moves={
        "foi.Case": Moves("Cases", "dueregard.parts.foi.queries.moving"),
    },
    body_merged_tasks=("dueregard.parts.foi.tasks.recompute_body",),
)
