"""Names this app for Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "dueregard.foundation.search"
    label = "search"
