"""The wiring's own app: commands that concern the whole site, and system checks of the settings."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "dueregard.config"
    label = "config"
