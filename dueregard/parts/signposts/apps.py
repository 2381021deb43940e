"""Names this app for Django."""

from django.apps import AppConfig


class SignpostsConfig(AppConfig):
    name = "dueregard.parts.signposts"
    label = "signposts"
