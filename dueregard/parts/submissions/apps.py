"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Door, Entry, Folder, Menu, Periodic, Variable


class SubmissionsConfig(AppConfig):
    name = "dueregard.parts.submissions"
    label = "submissions"


ADDS = Adds(
    menu=(
        Entry(Menu.FOOT, 10, "Send in confidence", "submissions:inboxes"),
        Entry(Menu.TOOLS, 80, "Sealed inbox", "submissions:desk"),
    ),
    doors=(
        Door(
            30,
            "submissions:inboxes",
            "For people who work in a public body",
            "Send something in confidence",
            "A recording, slides, a document or a few lines. It is sealed in your browser, and only the group’s "
            "keyholders can open it. Do not use a work device or your work’s network.",
            is_quiet=True,
        ),
    ),
    waits="dueregard.parts.submissions.queries.waits.waits",
    does={"send": "submissions:inboxes"},
    periodic=(Periodic("dueregard.parts.submissions.tasks.forget_what_expired", 3600),),
    before_all=("dueregard.parts.submissions.middleware.SealedDoor",),  # no session, no cookie, headers of its own
    variables=(
        Variable("SEALED_URL", "", is_own_address=True),
        Variable("SEALED_ONION", "", is_own_address=True),
        Variable("SEALED_GIB", 64),
    ),
    fixed={
        "SEALED_BUCKET": 60,  # uploads that one process lets begin at once; then one more each …
        "SEALED_REFILL_SECONDS": 2.0,
        "SEALED_STRAY_SECONDS": 86_400,  # bytes that no row names are swept up when nothing moved there for so long
        "SEALED_DISK_RESERVE": 1024**3,  # bytes that stay free for the rest of the site
    },
    folders=(Folder("SEALED_STORE", "sealed", "sealed inbox"),),
    logs_by_day=("dueregard.sealed",),
)
