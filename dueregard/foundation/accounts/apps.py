"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Periodic, ShownTo


class AccountsConfig(AppConfig):
    name = "dueregard.foundation.accounts"
    label = "accounts"


ADDS = Adds(
    periodic=(Periodic("dueregard.foundation.accounts.tasks.forget_what_ran_out", 86_400),),
    menu=(
        Entry(Menu.TOOLS, 10, "Your account", "me"),
        Entry(Menu.TOOLS, 270, "Activity log", "acts", to=ShownTo.ADMINISTRATORS),
    ),
)
