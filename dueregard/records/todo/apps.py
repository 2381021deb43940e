"""Names this app for Django."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds


class TodoConfig(AppConfig):
    name = "dueregard.records.todo"
    label = "todo"


ADDS = Adds(
    about_nobody="dueregard.records.todo.personal.ABOUT_NOBODY",
    site_time=("dueregard.records.todo.views",),
)
