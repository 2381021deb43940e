"""Names this app for Django."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "dueregard.foundation.work"
    label = "work"
