"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Entry,
    ExamplePiece,
    Folder,
    Menu,
    Periodic,
    RailGroup,
    Room,
    Variable,
    Way,
)


class SubmissionsConfig(AppConfig):
    name = "dueregard.parts.submissions"
    label = "submissions"


ADDS = Adds(
    works="dueregard.parts.submissions.queries.works.works_now",
    example=(ExamplePiece(88, "A sealed message", "dueregard.parts.submissions.actions.bring_example"),),
    notices="dueregard.parts.submissions.personal.NOTICES",
    about_nobody="dueregard.parts.submissions.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.FOOT, 10, "Send in confidence", "submissions:inboxes"),
        Entry(Menu.DESK, 40, "Sealed inbox", "submissions:desk", under=RailGroup.EVIDENCE),
    ),
    doors=(
        Door(
            40,
            Room.DO,
            "submissions:inboxes",
            "Send something in confidence",
            is_quiet=True,
            leads="dueregard.parts.submissions.queries.desk.open_inboxes",
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
        "SEALED_IDLE_SECONDS": 3_600,  # an unfinished upload in which nothing moved for so long may be dropped by hand
        "SEALED_ANSWERS": 256 * 1024**2,  # bytes beside a group's share that keyholders' answers alone may use
        "SEALED_DISK_RESERVE": 1024**3,  # bytes that stay free for the rest of the site
    },
    folders=(Folder("SEALED_STORE", "sealed", "sealed inbox", backed_up=True),),
    logs_by_day=("dueregard.sealed",),
    ways=(Way(80, "submissions:inboxes", "Send something in confidence", "Only the keyholders can read it."),),
)
