"""Names this app for Django."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "dueregard.foundation.packs"
    label = "packs"
