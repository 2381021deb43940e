"""Names this app for Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "dueregard.records.groups"
    label = "groups"
