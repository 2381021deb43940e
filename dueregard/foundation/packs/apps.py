"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, ShownTo


class PacksConfig(AppConfig):
    name = "dueregard.foundation.packs"
    label = "packs"


ADDS = Adds(menu=(Entry(Menu.TOOLS, 210, "Texts", "packs:pack", to=ShownTo.ADMINISTRATORS),))
