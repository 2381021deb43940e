"""Names this app for Django."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "dueregard.foundation.editing"
    label = "editing"
