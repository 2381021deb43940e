"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds


class MachineConfig(AppConfig):
    name = "dueregard.foundation.machine"
    label = "machine"


ADDS = Adds(examined="dueregard.foundation.machine.queries.examined.examined")
