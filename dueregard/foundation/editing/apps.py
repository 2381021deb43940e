"""Names this app for Django."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds


class EditingConfig(AppConfig):
    name = "dueregard.foundation.editing"
    label = "editing"


ADDS = Adds(
    notices="dueregard.foundation.editing.personal.NOTICES",
)
