"""Names this app for Django."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds


class AuditConfig(AppConfig):
    name = "dueregard.foundation.audit"
    label = "audit"


ADDS = Adds(
    about_nobody="dueregard.foundation.audit.personal.ABOUT_NOBODY",
)
