"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Moves


class HistoryConfig(AppConfig):
    name = "dueregard.records.history"
    label = "history"


ADDS = Adds(
    notices="dueregard.records.history.personal.NOTICES",
    moves={"history.Entry": Moves("Lines of its history")},
)
