"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Periodic, RailGroup, ShownTo


class ExampleConfig(AppConfig):
    name = "dueregard.foundation.example"
    label = "example"


ADDS = Adds(
    about_nobody="dueregard.foundation.example.personal.ABOUT_NOBODY",
    menu=(Entry(Menu.DESK, 90, "Example county", "example", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),),
    periodic=(Periodic("dueregard.foundation.example.tasks.watch_example", 60),),
    desk="dueregard.foundation.example.queries.standing.desk_piece",
)
