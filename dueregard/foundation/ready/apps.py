"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Variable


class ReadyConfig(AppConfig):
    name = "dueregard.foundation.ready"
    label = "ready"


ADDS = Adds(variables=(Variable("READY_MEGABYTES", 32),))
