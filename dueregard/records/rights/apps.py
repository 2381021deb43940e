"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Offered, Periodic, RailGroup, ShownTo


class RightsConfig(AppConfig):
    name = "dueregard.records.rights"
    label = "rights"


ADDS = Adds(
    notices="dueregard.records.rights.personal.NOTICES",
    about_nobody="dueregard.records.rights.personal.ABOUT_NOBODY",
    waits="dueregard.records.rights.queries.waits.waits",
    offers=(Offered(95, "dueregard.records.rights.queries.open_data"),),
    menu=(
        Entry(Menu.DESK, 12, "Requests about data", "rights:requests", under=RailGroup.SITE, to=ShownTo.ADMINISTRATORS),
    ),
    periodic=(
        Periodic("dueregard.records.rights.tasks.clean_up", 300),
        Periodic("dueregard.records.rights.tasks.erase_again", 3_600),
        Periodic("dueregard.records.rights.tasks.erase_expired", 86_400),
    ),
)
