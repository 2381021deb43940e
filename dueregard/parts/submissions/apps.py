"""Names this app for Django."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "dueregard.parts.submissions"
    label = "submissions"
