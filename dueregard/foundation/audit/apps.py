"""Names this app for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dueregard.foundation.audit"
    label = "audit"
