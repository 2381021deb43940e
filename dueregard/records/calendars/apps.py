"""Names this app for Django."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "dueregard.records.calendars"
    label = "calendars"
