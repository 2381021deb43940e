"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Periodic, RailGroup, ShownTo


class AccountsConfig(AppConfig):
    name = "dueregard.foundation.accounts"
    label = "accounts"


ADDS = Adds(
    periodic=(
        Periodic("dueregard.foundation.accounts.tasks.forget_what_ran_out", 3_600),
        Periodic("dueregard.foundation.accounts.tasks.seal_what_lies_open", 3_600),
    ),
    notices="dueregard.foundation.accounts.personal.NOTICES",
    about_nobody="dueregard.foundation.accounts.personal.ABOUT_NOBODY",
    menu=(Entry(Menu.DESK, 70, "Activity log", "acts", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),),
)
