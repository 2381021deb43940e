"""Names this app for Django."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "dueregard.records.findings"
    label = "findings"
