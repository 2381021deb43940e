"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, RailGroup, ShownTo


class PacksConfig(AppConfig):
    name = "dueregard.foundation.packs"
    label = "packs"


ADDS = Adds(
    about_nobody="dueregard.foundation.packs.personal.ABOUT_NOBODY",
    menu=(Entry(Menu.DESK, 30, "Texts", "packs:pack", under=RailGroup.GUIDE, to=ShownTo.ADMINISTRATORS),),
)
