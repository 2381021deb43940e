"""Names this app for Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dueregard.foundation.files"
    label = "files"
