"""Names this app for Django."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "dueregard.parts.foi"
    label = "foi"
