"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, ExamplePiece, Folder, Menu, Periodic, RailGroup


class ConsultationsConfig(AppConfig):
    name = "dueregard.parts.consultations"
    label = "consultations"


ADDS = Adds(
    example=(ExamplePiece(85, "Votes of members", "dueregard.parts.consultations.actions.bring_example"),),
    notices="dueregard.parts.consultations.personal.NOTICES",
    about_nobody="dueregard.parts.consultations.personal.ABOUT_NOBODY",
    menu=(Entry(Menu.DESK, 60, "Members’ votes", "consultations:all", under=RailGroup.ASK),),
    periodic=(Periodic("dueregard.parts.consultations.tasks.destroy_left_keys", 3600),),
    folders=(Folder("VOTE_KEYS", "vote-keys", "keys of votes that are open"),),
)
