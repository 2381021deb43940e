"""Names this app for Django."""

from django.apps import AppConfig


class TodoConfig(AppConfig):
    name = "dueregard.records.todo"
    label = "todo"
