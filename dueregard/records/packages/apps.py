"""Names this app for Django."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    name = "dueregard.records.packages"
    label = "packages"
