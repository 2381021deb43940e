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
    Moves,
    Offered,
    Periodic,
    RailGroup,
    Role,
    Room,
    Rows,
    Way,
)


class FoiConfig(AppConfig):
    name = "dueregard.parts.foi"
    label = "foi"


ADDS = Adds(
    list_pages=(
        ListPage(
            20,
            "foi:public_list",
            "Requests that were refused",
            (
                "which/who refuse/withhold/decline/wouldnt/wouldn/wont/won",
                "list/all refusal/refuse",
                "council/school/university/trust/body/police refuse answer/information/request/foi/say/tell/us",
                "refused requests",
                "wont/won answer",
            ),
            "stands=refused",
        ),
        ListPage(
            22,
            "foi:public_list",
            "Requests that were not answered in time",
            (
                "who/which late/overdue/slow/ignore",
                "who/which not/havent/haven/hasnt/hasn/didnt/didn/never answer/reply/respond",
                "council/school/university/trust/body havent/haven/hasnt/hasn/didnt/didn/never answer/reply/respond",
                "council/school/university/trust/body late/overdue/ignore",
                "missed/broke deadline",
            ),
            "stands=late",
        ),
        ListPage(
            24,
            "foi:public_list",
            "Requests and what was answered",
            (
                "what did/do/have/has council/school/university/trust/body answer/say/said/reply/disclose"
                " -law/legal/legally/act/duty/must",
                "foi/information answer/reply/response/request",
                "list/all request",
                "published request/answer/reply",
                "who/what/anyone ask already",
                "which council/school/university/trust/body ask/asked",
            ),
        ),
    ),
    names_bodies="dueregard.parts.foi.queries.openly_named.bodies",
    example=(ExamplePiece(30, "Requests and replies", "dueregard.parts.foi.actions.bring_example"),),
    notices="dueregard.parts.foi.personal.NOTICES",
    about_nobody="dueregard.parts.foi.personal.ABOUT_NOBODY",
    menu=(
        Entry(Menu.VISITOR, 30, "Requests", "foi:public_list"),
        Entry(
            Menu.DESK,
            10,
            "Replies",
            "foi:replies",
            under=RailGroup.ASK,
            also=("/desk/sorted-for-you/",),
            counts=("foi:sorted_for_you",),
        ),
        Entry(Menu.DESK, 20, "Holding pen", "foi:pen", under=RailGroup.ASK),
        Entry(Menu.DESK, 30, "Requests", "foi:cases", under=RailGroup.ASK, also=("/desk/cases/", "/desk/messages/")),
        Entry(Menu.DESK, 40, "Campaigns", "foi:campaigns", under=RailGroup.ASK),
        Entry(Menu.DESK, 50, "Outbox", "foi:outbox", under=RailGroup.ASK),
        Entry(Menu.DESK, 80, "Your calendar", "foi:feeds", under=RailGroup.ASK),
        Entry(Menu.DESK, 90, "Import e-mails", "foi:import", under=RailGroup.ASK),
        Entry(Menu.PRACTICE, 10, "Open the mailroom", "foi:mailroom"),
    ),
    doors=(
        Door(20, Room.DO, "bodies", "Ask a public body a question"),
        Door(
            40,
            Room.KNOW,
            "foi:public_list",
            "What public bodies answered",
            leads="dueregard.parts.foi.access.public_cases",
        ),
    ),
    figures="dueregard.parts.foi.queries.figures.figures",
    desk="dueregard.parts.foi.queries.desk.desk_piece",
    first_steps="dueregard.parts.foi.queries.first_steps.first_steps",
    stands="dueregard.parts.foi.queries.stands.asked_openly",
    waits="dueregard.parts.foi.queries.waits.waits",
    does={"ask": "foi:public_list"},
    claim_pages=(ClaimPage(30, "foi:case", "a case"),),
    offers=(Offered(30, "dueregard.parts.foi.queries.open_data"),),
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
    site_time=("dueregard.parts.foi.views.",),
    day_passes=("dueregard.parts.foi.actions.pass_day.pass_day",),
    dated_after=("dueregard.parts.foi.queries.passing.cases_dated_after",),
    practice_ends=("dueregard.parts.foi.actions.close_practised.close_practised",),
    mail_arrival_task="dueregard.parts.foi.tasks.file_stored_email",
    mail_settled_tasks=("dueregard.parts.foi.tasks.settle_letters",),
    moves={
        "foi.Case": Moves("Cases", "dueregard.parts.foi.queries.moving"),
    },
    body_pieces="dueregard.parts.foi.queries.about_body.pieces",
    body_merged_tasks=("dueregard.parts.foi.tasks.recompute_body",),
    thread="dueregard.parts.foi.queries.on_thread.strands",
    ways=(
        Way(
            60,
            "foi:public_list",
            "Read what bodies answered",
            "Every published request, with the letters.",
            frozenset({Role.JOURNALIST, Role.COUNCILLOR, Role.UNION, Role.PARENT}),
        ),
    ),
)
