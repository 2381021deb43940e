"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    ClaimPage,
    Door,
    Entry,
    ExamplePiece,
    Kind,
    ListPage,
    Menu,
    Offered,
    Periodic,
    RailGroup,
    Room,
    Rows,
    ShownTo,
    WaitsUntil,
    Way,
)


class GuideConfig(AppConfig):
    name = "dueregard.parts.guide"
    label = "guide"


ADDS = Adds(
    list_pages=(
        ListPage(
            80,
            "guide:changes",
            "What has changed",
            ("what/anything new/changed/change", "latest/recent change/update/news"),
        ),
        ListPage(
            82,
            "guide:index",
            "The guide to download and print: as a booklet, poster, card, e-book or text",
            (
                "leaflet/poster/booklet/flyer/pamphlet/handout/brochure",
                "print/download/pdf/copy/epub/ebook guide/card/version/booklet",
                "print out/off/hand/give/members/meeting",
            ),
        ),
    ),
    example=(ExamplePiece(90, "Suggestions for the guide", "dueregard.parts.guide.actions.bring_example"),),
    notices="dueregard.parts.guide.personal.NOTICES",
    about_nobody="dueregard.parts.guide.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.VISITOR, 20, "Guide", "guide:index"),
        Entry(Menu.DESK, 10, "Manage the guide", "guide:desk", under=RailGroup.GUIDE, to=ShownTo.ACTING),
    ),
    doors=(
        Door(
            10,
            Room.KNOW,
            "guide:index",
            "What the duty is, in plain words",
            leads="dueregard.parts.guide.queries.sections.sections_there",
        ),
    ),
    waits="dueregard.parts.guide.queries.waits.waits",
    claim_pages=(ClaimPage(10, "guide:section", "a section of the guide"),),
    offers=(Offered(80, "dueregard.parts.guide.queries.open_data"),),
    findables=(Rows(60, "section", "dueregard.parts.guide.queries.findable"),),
    kinds=(Kind("section", "guide", "Guide", ("sections", "guide", "passage", "passages"), is_advice=True),),
    waits_until=(WaitsUntil("guide.PrintFile", "wanted_at", only={"made_at": None}),),
    periodic=(
        Periodic("dueregard.parts.guide.tasks.take_up_pack", 300),
        Periodic("dueregard.parts.guide.tasks.print_edition", 60),
        Periodic("dueregard.parts.guide.tasks.drop_old_prints", 86_400),
    ),
    pack_changed_tasks=(
        "dueregard.parts.guide.tasks.take_up_pack",
        "dueregard.parts.guide.tasks.find_sections_again",
    ),
    pack_read_at="guide:index",
    kept={"prints": "the guide in print: removed 30 days after a newer edition"},
    thread="dueregard.parts.guide.queries.on_thread.strands",
    ways=(Way(20, "guide:index", "Read the guide", "What the duty says, and what your rights are."),),
)
