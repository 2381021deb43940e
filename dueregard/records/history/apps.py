"""Names this app for Django."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "dueregard.records.history"
    label = "history"
