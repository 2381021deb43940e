"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, ShownTo


class GroupsConfig(AppConfig):
    name = "dueregard.records.groups"
    label = "groups"


ADDS = Adds(
    menu=(
        Entry(Menu.TOOLS, 20, "Groups", "groups"),
        Entry(Menu.TOOLS, 200, "People", "people", to=ShownTo.ADMINISTRATORS),
    ),
)
