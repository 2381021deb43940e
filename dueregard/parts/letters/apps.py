"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Door,
    Entry,
    ExamplePiece,
    InNetwork,
    Kind,
    Menu,
    Moves,
    Offered,
    RailGroup,
    Room,
    Rows,
    Way,
)


class LettersConfig(AppConfig):
    name = "dueregard.parts.letters"
    label = "letters"


ADDS = Adds(
    in_network=(InNetwork(60, "dueregard.parts.letters.queries.in_network"),),
    example=(ExamplePiece(72, "Letters of the groups", "dueregard.parts.letters.actions.bring_example"),),
    notices="dueregard.parts.letters.personal.NOTICES",
    doors=(
        Door(
            10,
            Room.DO,
            "letters:index",
            "Write a motion or a letter",
            leads="dueregard.parts.letters.queries.models.models_there",
        ),
    ),
    menu=(Entry(Menu.DESK, 70, "Letters", "letters:all_sent", under=RailGroup.ASK),),
    offers=(Offered(90, "dueregard.parts.letters.queries.open_data"),),
    waits="dueregard.parts.letters.queries.waits.waits",
    mail_claims="dueregard.parts.letters.queries.claims.claims",
    findables=(Rows(52, "group_letter", "dueregard.parts.letters.queries.findable"),),
    kinds=(Kind("group_letter", "letter of a group", "Letters of your group", ("group letters",)),),
    moves={"letters.SentLetter": Moves("Letters sent")},
    site_time=("dueregard.parts.letters.views.",),
    dated_after=("dueregard.parts.letters.queries.passing.letters_dated_after",),
    practised="dueregard.parts.letters.queries.practised.practised_letters",
    practice_ends=("dueregard.parts.letters.actions.close_practised.close_practised",),
    does={"write": "letters:index"},
    body_pieces="dueregard.parts.letters.queries.about_body.pieces",
    thread="dueregard.parts.letters.queries.on_thread.strands",
    ways=(
        Way(30, "letters:index", "Write a motion or a letter", "Filled in for your body. Nothing you type is kept."),
    ),
)
