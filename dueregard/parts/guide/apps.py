"""Names this app for Django."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "dueregard.parts.guide"
    label = "guide"
