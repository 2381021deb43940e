"""Names this app for Django."""

from django.apps import AppConfig


class RedactionConfig(AppConfig):
    name = "dueregard.records.redaction"
    label = "redaction"
