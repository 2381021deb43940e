"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, ClaimPage, Door, Entry, Kind, Menu, Periodic, Rows, ShownTo


class GuideConfig(AppConfig):
    name = "dueregard.parts.guide"
    label = "guide"


ADDS = Adds(
    menu=(
        Entry(Menu.VISITOR, 20, "Guide", "guide:index"),
        Entry(Menu.DESK, 80, "Guide", "guide:index"),
        Entry(Menu.TOOLS, 100, "Manage the guide", "guide:desk", to=ShownTo.ACTING, near=("/guide/", "/desk/guide/")),
    ),
    doors=(
        Door(
            20,
            "guide:index",
            "For parents, students, patients, workers",
            "Read the guide",
            "What the duty is, what you can say if someone asks about your views, and what you can do together. "
            "In plain words, with sources.",
        ),
    ),
    waits="dueregard.parts.guide.queries.waits.waits",
    claim_pages=(ClaimPage(10, "guide:section", "a section of the guide"),),
    findables=(Rows(60, "section", "dueregard.parts.guide.queries.findable"),),
    kinds=(Kind("section", "guide", "Guide", ("sections", "guide", "passage", "passages")),),
    periodic=(
        Periodic("dueregard.parts.guide.tasks.take_up_pack", 300),
        Periodic("dueregard.parts.guide.tasks.print_edition", 60),
        Periodic("dueregard.parts.guide.tasks.drop_old_prints", 86_400),
    ),
    pack_changed_tasks=("dueregard.parts.guide.tasks.take_up_pack",),
    pack_read_at="guide:index",
    kept={"prints": "the guide in print: removed 30 days after a newer edition"},
)
