"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Menu, Periodic, ShownTo


class WorkConfig(AppConfig):
    name = "dueregard.foundation.work"
    label = "work"


ADDS = Adds(
    periodic=(Periodic("dueregard.foundation.work.tasks.drop_old_work", 3600),),
    menu=(Entry(Menu.TOOLS, 260, "Background tasks", "work_standing", to=ShownTo.ADMINISTRATORS),),
)
